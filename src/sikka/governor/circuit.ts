import type { GovernorLimits } from './limits';
import type { CircuitState } from './observer';

/** `nothing`: the request tells nothing about the office, such as one that the caller gave up early. */
export type Outcome = 'answered' | 'failed' | 'nothing';

/** The leave to send one request; it is brought back with the outcome. */
export interface Admission {
  readonly era: number;
  /** Failures that were counted when it left. */
  readonly failuresBefore: number;
}

export interface Circuit {
  /** True while a request would be turned away. */
  isBlocking(): boolean;
  /** Milliseconds until the next trial; null while one is under way, or when there is nothing to wait for. */
  retryInMs(): number | null;
  /** Null while the circuit is open. The first one after its time is the trial, and until it is settled the only one. */
  admit(): Admission | null;
  settle(admission: Admission, outcome: Outcome): void;
}

export interface CircuitDeps {
  readonly limits: Pick<GovernorLimits, 'failuresToOpen' | 'firstOpenMs' | 'maxOpenMs'>;
  readonly nowMs: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  readonly onChange: (state: CircuitState) => void;
}

/** The part of an open time that is left to chance, so that processes do not try a dead office in step. */
const JITTER = 0.2;

/**
 * A circuit breaker for one office. Our own, because a trial that the caller gave up must neither close nor reopen it,
 * and those who come during a trial must not wait for its end. A request that left in an earlier era (before the
 * circuit last opened or closed) has no say. Requests that were under way together, such as the five reads of one
 * search, are one failure: a single stall of the network must not close an office off.
 */
export function createCircuit({ limits, nowMs, random, onChange }: CircuitDeps): Circuit {
  let state: CircuitState = 'closed';
  let era = 0;
  let failures = 0;
  let openings = 0;
  let trialAtMs = 0;

  function become(next: CircuitState): void {
    state = next;
    onChange(next);
  }

  function open(): void {
    const openMs = Math.min(limits.maxOpenMs, limits.firstOpenMs * 2 ** openings);
    trialAtMs = nowMs() + openMs * (1 - JITTER * random());
    openings += 1;
    era += 1;
    become('open');
  }

  function close(): void {
    failures = 0;
    openings = 0;
    era += 1;
    become('closed');
  }

  function settleTrial(outcome: Outcome): void {
    if (outcome === 'answered') close();
    else if (outcome === 'failed') open();
    else become('open');
  }

  function settleUsual({ failuresBefore }: Admission, outcome: Outcome): void {
    if (outcome === 'answered') failures = 0;
    else if (outcome === 'failed' && failuresBefore === failures) failures += 1;
    if (failures >= limits.failuresToOpen) open();
  }

  const isBlocking = (): boolean => state === 'half-open' || (state === 'open' && nowMs() < trialAtMs);

  return {
    isBlocking,
    retryInMs: () => (state === 'open' ? Math.max(0, trialAtMs - nowMs()) : null),
    admit() {
      if (isBlocking()) return null;
      if (state === 'open') become('half-open');
      return { era, failuresBefore: failures };
    },
    settle(admission, outcome) {
      if (admission.era !== era) return;
      if (state === 'half-open') settleTrial(outcome);
      else if (state === 'closed') settleUsual(admission, outcome);
    },
  };
}
