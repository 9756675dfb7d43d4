const WINDOW_MS = 60_000;

export interface RateState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly isExceeded: boolean;
}

export interface RateWindows {
  /** Counts one request in the running window of `name`; each name has windows of its own. */
  count(name: string, limit: number): RateState;
  reset(): void;
}

/** Counts requests in windows of 60 seconds; a window starts with its first request. */
export function createRateWindow(now: () => Date): RateWindows {
  const windows = new Map<string, { startedAtMs: number; used: number }>();

  function running(name: string, nowMs: number): { startedAtMs: number; used: number } {
    const known = windows.get(name);
    if (known !== undefined && nowMs - known.startedAtMs < WINDOW_MS && nowMs >= known.startedAtMs) return known;
    const fresh = { startedAtMs: nowMs, used: 0 };
    windows.set(name, fresh);
    return fresh;
  }

  return {
    count(name, limit) {
      const nowMs = now().getTime();
      const window = running(name, nowMs);
      window.used += 1;
      return {
        limit,
        remaining: Math.max(0, limit - window.used),
        resetSeconds: Math.ceil((window.startedAtMs + WINDOW_MS - nowMs) / 1_000),
        isExceeded: window.used > limit,
      };
    },
    reset() {
      windows.clear();
    },
  };
}
