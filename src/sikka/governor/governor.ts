import { DEFAULT_LIMITS, type GovernorLimits } from './limits';
import { createMergers } from './merger';
import type { GovernorObserver } from './observer';
import { createOfficeTraffic } from './office';
import { createOfficeMap } from './offices';
import type { CallPriority, SentReply, SikkaGovernor } from './port';
import { refusedReply, type Refusal } from './refusals';
import { runBackground } from './run-background';
import { runInCall } from './run-in-call';
import type { SharedBudget } from '../../domain/rate-budget';

export interface SikkaGovernorDeps {
  /** What the processes share; null: each goes by what it sees itself. */
  readonly shared: SharedBudget | null;
  readonly now: () => Date;
  /** 0 to 1. */
  readonly random: () => number;
  readonly observer: GovernorObserver;
  readonly limits?: Partial<GovernorLimits>;
}

/**
 * Decides for every office by itself when a request may leave: calls first and never spaced, background work in what
 * they leave over, and nobody while the office is at its limit or does not answer. The path of a call touches memory
 * only. An exception of `send` is a bug and passes through.
 */
export function createSikkaGovernor(deps: SikkaGovernorDeps): SikkaGovernor {
  const { shared, random, observer } = deps;
  const limits = { ...DEFAULT_LIMITS, ...deps.limits };
  const nowMs = (): number => deps.now().getTime();
  const mergers = createMergers({ shared, nowMs, observer, limits });
  const offices = createOfficeMap(limits.maxOffices, (office) =>
    createOfficeTraffic({ nowMs, random, observer, limits, mergers }, office),
  );
  const refuserFor =
    (priority: CallPriority) =>
    (refusal: Refusal): SentReply => {
      observer.refused(priority, refusal.reason);
      return refusedReply(refusal);
    };
  const common = { nowMs, limits, shared, observer };
  const inCall = { ...common, refuse: refuserFor('in-call') };
  const background = { ...common, refuse: refuserFor('background') };
  return {
    run(office, priority, signal, send) {
      const traffic = offices.get(office);
      return priority === 'in-call'
        ? runInCall(inCall, traffic, signal, send)
        : runBackground(background, traffic, signal, send);
    },
  };
}
