import { PmsErrorCode, type PmsError } from '../../domain/pms-errors';
import { NO_HINTS } from '../answer-hints';
import { timeoutError } from '../errors';
import { fail } from '../reply';
import type { Circuit } from './circuit';
import type { DailyCapCode } from '../../domain/rate-budget';
import type { RefusalReason } from './observer';
import type { SentReply } from './port';

/** Why a request does not go out; for whoever made it, an error that proves that nothing was sent. */
export type Refusal =
  | { readonly reason: 'given-up' }
  | { readonly reason: 'circuit-open'; readonly retryAfterMs: number | null }
  | { readonly reason: 'daily-cap'; readonly retryAfterMs: number; readonly code: DailyCapCode }
  | {
      readonly reason: Exclude<RefusalReason, 'given-up' | 'circuit-open' | 'daily-cap'>;
      readonly retryAfterMs: number;
    };

const NOTHING_SENT = { writeOutcome: 'not-accepted', httpStatus: null, sikkaCode: null } as const;

const RETRY_FULL_QUEUE_MS = 1_000;
export const QUEUE_FULL: Refusal = { reason: 'queue-full', retryAfterMs: RETRY_FULL_QUEUE_MS };

/** What ends a request of either priority at once; null: nothing does. */
export function findStop({ circuit }: { readonly circuit: Circuit }, signal: AbortSignal): Refusal | null {
  if (signal.aborted) return { reason: 'given-up' };
  return circuit.isBlocking() ? { reason: 'circuit-open', retryAfterMs: circuit.retryInMs() } : null;
}

function errorOf(refusal: Refusal): PmsError {
  switch (refusal.reason) {
    case 'given-up':
      return timeoutError(false);
    case 'circuit-open':
      return {
        ...NOTHING_SENT,
        code: PmsErrorCode.unavailable,
        isRetryable: true,
        retryAfterMs: refusal.retryAfterMs === null ? null : Math.ceil(refusal.retryAfterMs),
      };
    case 'daily-cap':
    case 'paused':
    case 'budget':
    case 'queue-full':
      return {
        ...NOTHING_SENT,
        code: PmsErrorCode.rateLimited,
        isRetryable: refusal.reason !== 'daily-cap',
        sikkaCode: refusal.reason === 'daily-cap' ? refusal.code : null,
        retryAfterMs: Math.ceil(refusal.retryAfterMs),
      };
  }
}

export const refusedReply = (refusal: Refusal): SentReply => ({ ...fail(errorOf(refusal), []), hints: NO_HINTS });
