import type { SecretsErrorCode } from './errors';

/**
 * What an operator should see of the cache over a secrets store, as counters and alarms. Neither accounts nor offices
 * are named: labels of metrics come from closed lists.
 */
export type SecretsEvent =
  | { readonly type: 'fetch-failed'; readonly code: SecretsErrorCode }
  /** Old credentials were given out because the store does not answer. Alarm on these: after a day they stop. */
  | { readonly type: 'stale-served'; readonly ageMs: number }
  /** Renewed keys could not be stored. They are in use, and are tried again. */
  | { readonly type: 'tokens-kept'; readonly code: SecretsErrorCode }
  /** Keys that had been kept are stored now. */
  | { readonly type: 'tokens-written'; readonly delayMs: number }
  /** `superseded`: another process stored newer ones. The others are losses that the next renewal heals. */
  | { readonly type: 'tokens-dropped'; readonly reason: 'superseded' | 'refused' | 'too-many' | 'closed' };

export type ObserveSecrets = (event: SecretsEvent) => void;
