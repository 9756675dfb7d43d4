import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface RequestLimit {
  /** Counts `points` for `key`. Seconds to wait where that is more than the limit, else null. */
  take(key: string, points?: number): Promise<number | null>;
}

/**
 * At most `points` in `windowSeconds` for each key, within this process. Keys are forgotten with their window, so give it
 * keys of a closed set only.
 */
export function createRequestLimit(limit: { readonly points: number; readonly windowSeconds: number }): RequestLimit {
  const limiter = new RateLimiterMemory({ points: limit.points, duration: limit.windowSeconds });
  return {
    async take(key, points = 1) {
      try {
        await limiter.consume(key, points);
        return null;
      } catch (refusal) {
        // The library rejects with its count where the limit is passed, and with an Error where it is itself at fault.
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
      }
    },
  };
}
