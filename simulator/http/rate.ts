const WINDOW_MS = 60_000;

export interface RateState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly isExceeded: boolean;
}

/** Counts the requests of the whole app in windows of 60 seconds. */
export function createRateWindow(now: () => Date): { count(limit: number): RateState; reset(): void } {
  let startedAtMs = 0;
  let used = 0;
  return {
    count(limit) {
      const nowMs = now().getTime();
      if (nowMs - startedAtMs >= WINDOW_MS || nowMs < startedAtMs) {
        startedAtMs = nowMs;
        used = 0;
      }
      used += 1;
      return {
        limit,
        remaining: Math.max(0, limit - used),
        resetSeconds: Math.ceil((startedAtMs + WINDOW_MS - nowMs) / 1_000),
        isExceeded: used > limit,
      };
    },
    reset() {
      used = 0;
    },
  };
}
