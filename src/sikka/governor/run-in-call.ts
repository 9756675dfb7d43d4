import { dispatch, type DispatchDeps } from './dispatch';
import type { GovernorLimits } from './limits';
import type { OfficeTraffic } from './office';
import type { SentReply } from './port';
import { findStop, QUEUE_FULL, type Refusal } from './refusals';
import { wait } from './wait';

export interface RunDeps extends DispatchDeps {
  readonly limits: GovernorLimits;
  readonly refuse: (refusal: Refusal) => SentReply;
}

function findRefusal(traffic: OfficeTraffic, signal: AbortSignal, maxPauseMs: number): Refusal | null {
  const reason = findStop(traffic, signal);
  if (reason !== null) return reason;
  const pauseMs = traffic.pauses.restMs();
  return pauseMs > maxPauseMs ? { reason: 'paused', retryAfterMs: pauseMs } : null;
}

/**
 * Somebody waits on the telephone: the request leaves at once when a slot is free, whatever is left of the budget. A
 * pause that is nearly over is waited out; the rest of a longer one is the caller's to judge, who knows the deadline.
 */
export async function runInCall(
  deps: RunDeps,
  traffic: OfficeTraffic,
  signal: AbortSignal,
  send: () => Promise<SentReply>,
): Promise<SentReply> {
  const { lane, pauses, circuit } = traffic;
  let hasSlot = false;
  for (;;) {
    const refusal = findRefusal(traffic, signal, deps.limits.maxInCallPauseMs);
    const pauseMs = pauses.restMs();
    if (hasSlot && (refusal !== null || pauseMs > 0)) {
      lane.leave('in-call');
      hasSlot = false;
    }
    if (refusal !== null) return deps.refuse(refusal);
    if (pauseMs > 0) {
      await wait(pauseMs, signal);
      continue;
    }
    hasSlot ||= lane.tryEnter('in-call');
    if (!hasSlot) {
      const entry = await lane.enter('in-call', signal);
      if (entry === 'full') return deps.refuse(QUEUE_FULL);
      hasSlot = entry === 'entered';
      continue;
    }
    const admission = circuit.admit();
    if (admission !== null) return dispatch(deps, traffic, { priority: 'in-call', admission, send });
  }
}
