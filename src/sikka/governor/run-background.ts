import { createBackgroundTurn } from './background-turn';
import { dispatch } from './dispatch';
import type { OfficeTraffic } from './office';
import type { SentReply } from './port';
import { QUEUE_FULL } from './refusals';
import { reserve, type ReserveDeps } from './reserve';
import type { RunDeps } from './run-in-call';
import { wait } from './wait';

export type BackgroundDeps = RunDeps & ReserveDeps;

/** After the shared row said no: the time until it is asked again, unless it said more. */
const ASK_AGAIN_MS = 250;

async function takeTurn(
  deps: BackgroundDeps,
  traffic: OfficeTraffic,
  signal: AbortSignal,
  send: () => Promise<SentReply>,
): Promise<SentReply> {
  const { lane, circuit } = traffic;
  const turn = createBackgroundTurn(deps, traffic, signal);
  for (;;) {
    const refusal = turn.findRefusal();
    if (refusal !== null) return deps.refuse(refusal);
    const delay = turn.findDelay();
    if (delay !== null) {
      const { reason, waitMs } = delay;
      if (waitMs > turn.patienceMs()) return deps.refuse({ reason, retryAfterMs: waitMs });
      await wait(waitMs, signal);
      continue;
    }
    if ((await lane.enter('background', signal)) !== 'entered') continue;
    const isWorthAsking = turn.mayGo();
    const isGranted = isWorthAsking && (await reserve(deps, traffic, signal));
    const admission = isGranted && turn.mayGo() ? circuit.admit() : null;
    if (admission !== null) return dispatch(deps, traffic, { priority: 'background', admission, send });
    lane.leave('background');
    if (isWorthAsking && !isGranted) await wait(ASK_AGAIN_MS, signal);
  }
}

/**
 * Work of ours: it waits behind calls, leaves them the reserve of every window, is spread over the rest of it, and
 * rests while a daily cap is used up. What would wait longer than `maxBackgroundWaitMs` is told when to come again.
 */
export async function runBackground(
  deps: BackgroundDeps,
  traffic: OfficeTraffic,
  signal: AbortSignal,
  send: () => Promise<SentReply>,
): Promise<SentReply> {
  if (traffic.backgroundHere >= deps.limits.maxWaiting) return deps.refuse(QUEUE_FULL);
  traffic.backgroundHere += 1;
  try {
    return await takeTurn(deps, traffic, signal, send);
  } finally {
    traffic.backgroundHere -= 1;
  }
}
