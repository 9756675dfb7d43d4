/**
 * What can go wrong with a call to the PMS, as a closed list. The code is safe to log, trace and store; it is also the
 * `type` of an ApplicationFailure, which Temporal keeps in clear.
 */
export const PmsErrorCode = {
  /** Id, key or secret wrong (API2003), even after one renewal. */
  auth: 'PmsAuth',
  /** Call not in the plan (API2004) or the practice gave no access (API2007). Never retried. */
  accessRevoked: 'PmsAccessRevoked',
  /** 429 by the minute, or by the day (API2011, API2012). */
  rateLimited: 'PmsRateLimited',
  /** 500, 503, 504, connection refused: it may work later. */
  unavailable: 'PmsUnavailable',
  /** The practice's data is not uploaded yet (API2010). */
  notReady: 'PmsNotReady',
  /** The practice's own computer is off (API2017 on a write with check_spu). */
  utilityOffline: 'PmsUtilityOffline',
  /** No answer in time. */
  timeout: 'PmsTimeout',
  /** 409: name, id or cell taken. */
  conflict: 'PmsConflict',
  /** 404 or 410. */
  notFound: 'PmsNotFound',
  /** 400, 405, 415, 422, or API0008: the PMS refused what was sent. */
  refused: 'PmsRefused',
  /** An answer that is not in the shape of the contract. */
  unreadable: 'PmsUnreadable',
} as const;
export type PmsErrorCode = (typeof PmsErrorCode)[keyof typeof PmsErrorCode];

export interface PmsError {
  readonly code: PmsErrorCode;
  readonly isRetryable: boolean;
  /**
   * For writes: `not-accepted` only with proof (no byte sent, or Sikka's own error body with 400, 401, 405, 409, 412,
   * 415, 422 or 429). Everything else is `unknown`: the write may have been taken.
   */
  readonly writeOutcome: 'not-accepted' | 'unknown';
  readonly httpStatus: number | null;
  /** Sikka's `error_code` such as `API1025`; null when there was none. */
  readonly sikkaCode: string | null;
  /** From the rate-limit headers; null when they did not say. */
  readonly retryAfterMs: number | null;
  /** The field, by Sikka's name, that kept us from sending at all; never its value. */
  readonly field?: string;
}
