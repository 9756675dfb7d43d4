import type { GovernorLimits } from './limits';
import type { OfficeTraffic } from './office';
import { hasRoom } from './pacer';
import { findStop, type Refusal } from './refusals';

export interface Delay {
  readonly reason: 'paused' | 'budget';
  readonly waitMs: number;
}

/** One request of background work on its way to its turn. */
export interface BackgroundTurn {
  /** What ends it at once; null: nothing does. */
  findRefusal(): Refusal | null;
  /** What it has to wait for; null: nothing. Its place in the spacing is booked when the wait is within its patience. */
  findDelay(): Delay | null;
  /** Asked with a slot in hand, right before it leaves: what was true when it began to wait may not be now. */
  mayGo(): boolean;
  /** How long it may still wait. */
  patienceMs(): number;
}

export interface TurnDeps {
  readonly nowMs: () => number;
  readonly limits: Pick<GovernorLimits, 'reserveShare' | 'maxBackgroundWaitMs'>;
}

export function createBackgroundTurn(deps: TurnDeps, traffic: OfficeTraffic, signal: AbortSignal): BackgroundTurn {
  const { nowMs, limits } = deps;
  const { pauses, window, pacer, lane } = traffic;
  const giveUpAtMs = nowMs() + limits.maxBackgroundWaitMs;
  // Until it has its place in the spacing, it may go only where nothing is known to space by.
  let isPaced = false;

  const patienceMs = (): number => Math.max(0, giveUpAtMs - nowMs());

  function findRefusal(): Refusal | null {
    const cap = pauses.dailyCap();
    const stop = findStop(traffic, signal);
    if (stop !== null || cap === null) return stop;
    return { reason: 'daily-cap', retryAfterMs: cap.restMs, code: cap.code };
  }

  return {
    patienceMs,
    findRefusal,
    findDelay() {
      const pauseMs = pauses.restMs();
      if (pauseMs > 0) return { reason: 'paused', waitMs: pauseMs };
      const view = window.view(nowMs());
      if (view === null) return null;
      const isRoom = hasRoom(view, limits.reserveShare);
      if (isPaced && isRoom) return null;
      const waitMs = pacer.nextTurnInMs(view, patienceMs(), nowMs());
      isPaced = isRoom;
      return waitMs > 0 ? { reason: 'budget', waitMs } : null;
    },
    mayGo() {
      if (findRefusal() !== null || pauses.restMs() > 0) return false;
      const view = window.view(nowMs());
      if (view !== null) return isPaced && hasRoom(view, limits.reserveShare);
      return window.isSilent() || lane.underWay('background') === 1;
    },
  };
}
