import { reserveOf } from './limits';
import type { WindowView } from '../../domain/rate-budget';

export interface Pacer {
  /**
   * When the next background request may go, in milliseconds from now; 0 is now. Up to `maxWaitMs` the turn is booked,
   * and the next one asked for comes after it; beyond it nothing is booked.
   */
  nextTurnInMs(window: WindowView, maxWaitMs: number, nowMs: number): number;
}

/** True while background work may take one more without touching what is kept for calls. */
export const hasRoom = ({ limit, remaining }: WindowView, reserveShare: number): boolean =>
  remaining > reserveOf(limit, reserveShare);

/** Spreads background work over the rest of a window, as Sikka advises: time left ÷ requests left, less the reserve. */
export function createPacer(reserveShare: number): Pacer {
  let nextTurnAtMs = 0;
  return {
    nextTurnInMs(window, maxWaitMs, nowMs) {
      if (!hasRoom(window, reserveShare)) return window.endsInMs;
      const turnAtMs = Math.max(nowMs, nextTurnAtMs);
      const waitMs = turnAtMs - nowMs;
      if (waitMs > maxWaitMs) return waitMs;
      nextTurnAtMs = turnAtMs + window.endsInMs / (window.remaining - reserveOf(window.limit, reserveShare));
      return waitMs;
    },
  };
}
