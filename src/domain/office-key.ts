/** What a look at an office's request key gave, and when to look again. The key itself is never in it. */
export type KeyCheck =
  | { readonly accountId: string; readonly kind: 'live' | 'refused' | 'outage'; readonly lookAgainInMs: number }
  /** The practice took its access away: nobody asks until the office is connected anew. */
  | { readonly accountId: string; readonly kind: 'revoked' };

const MINUTE_MS = 60_000;
/** Renewed between one and half an hour before its end, so that no call ever meets a dead key. */
export const RENEW_AHEAD_MS = 60 * MINUTE_MS;
const JITTER_MS = 30 * MINUTE_MS;
const SHORTEST_WAIT_MS = MINUTE_MS;

export const AFTER_OUTAGE_MS = MINUTE_MS;
export const AFTER_REFUSAL_MS = 60 * MINUTE_MS;

/**
 * When to look at a key again, with jitter, so that the keys of many offices that were connected on one day do not end
 * together. Sikka may hand back the running key instead of a new one: then half of what is left is waited for.
 * @param random from 0 to 1
 */
export function nextKeyLookMs(lifeMs: number, random: number): number {
  const spareMs = lifeMs - RENEW_AHEAD_MS;
  const waitMs = spareMs > 0 ? spareMs + random * JITTER_MS : lifeMs / 2;
  return Math.round(Math.max(SHORTEST_WAIT_MS, Math.min(waitMs, lifeMs)));
}
