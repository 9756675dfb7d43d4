import { createCircuit, type Circuit } from './circuit';
import { createLane, type Lane } from './lane';
import type { GovernorLimits } from './limits';
import type { createMergers, Merger } from './merger';
import type { GovernorObserver } from './observer';
import { createPacer, type Pacer } from './pacer';
import { createPauses, type Pauses } from './pauses';
import type { OfficeRef } from '../../domain/office-ref';
import { createRateWindow, type RateWindow } from './rate-window';

/** Everything that is known and under way of one office. Nothing in it is shared with another office. */
export interface OfficeTraffic {
  readonly office: OfficeRef;
  readonly lane: Lane;
  readonly circuit: Circuit;
  readonly window: RateWindow;
  readonly pauses: Pauses;
  readonly pacer: Pacer;
  readonly merger: Merger;
  /** Requests of background work that are here, those that wait for their turn included. */
  backgroundHere: number;
}

export interface OfficeDeps {
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly observer: GovernorObserver;
  readonly limits: GovernorLimits;
  readonly mergers: ReturnType<typeof createMergers>;
}

/** While nothing is known of the window that runs now, background work asks with one request at a time. */
const SLOTS_TO_FIND_OUT = 1;

export function createOfficeTraffic(deps: OfficeDeps, { accountId, officeId }: OfficeRef): OfficeTraffic {
  const { nowMs, random, observer, limits, mergers } = deps;
  const office = { accountId, officeId };
  const window = createRateWindow();
  const mayBeMany = (): boolean => window.isSilent() || window.view(nowMs()) !== null;
  const lane = createLane({
    slots: limits.slots,
    maxWaiting: limits.maxWaiting,
    backgroundSlots: () => (mayBeMany() ? limits.backgroundSlots : SLOTS_TO_FIND_OUT),
  });
  const circuit = createCircuit({
    limits,
    nowMs,
    random,
    onChange(state) {
      observer.circuitChanged(office, state);
      if (state === 'open') lane.clear();
    },
  });
  const pauses = createPauses(nowMs, (code) => {
    observer.dailyCap(office, code);
  });
  const merger = mergers.forOffice(office, {
    readNews: () => ({ ...pauses.news(), window: window.view(nowMs()) }),
    adopt(view, told, notYetTold) {
      pauses.markTold(told);
      pauses.adopt(view);
      if (view.window !== null) window.adopt(view.window, notYetTold, nowMs());
    },
  });
  const pacer = createPacer(limits.reserveShare);
  return { office, lane, circuit, window, pauses, pacer, merger, backgroundHere: 0 };
}
