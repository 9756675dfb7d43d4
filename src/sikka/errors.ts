import { PmsErrorCode, type PmsError } from '../domain/pms-errors';

/** The HTTP statuses with which Sikka's own error body proves that a write was not taken. */
const PROOF_OF_NON_ACCEPTANCE: ReadonlySet<number> = new Set([400, 401, 405, 409, 412, 415, 422, 429]);
const ACCESS_CODES: ReadonlySet<string> = new Set(['API2004', 'API2007']);
const DAILY_CAP_CODES: ReadonlySet<string> = new Set(['API2011', 'API2012']);
const KEY_EXPIRED = 'API1025';
const KEY_WRONG = 'API2003';
const KEY_MISSING = 'API1004';
const NOT_UPLOADED_YET = 'API2010';

/** What an answer other than 2xx says of itself. */
export interface SikkaRefusal {
  readonly httpStatus: number;
  readonly sikkaCode: string | null;
  /** True when the body is Sikka's own error form, not that of a proxy in between. */
  readonly isSikkasOwn: boolean;
  readonly retryAfterMs: number | null;
}

type Judgement = Pick<PmsError, 'code' | 'isRetryable'>;

/**
 * HTTP class first, then Sikka's code. `isRetryable` means that the same request may succeed later although nobody
 * changed anything; how soon to try is the retry policy's business.
 */
function judge({ httpStatus, sikkaCode }: SikkaRefusal): Judgement {
  const has = (codes: ReadonlySet<string>): boolean => sikkaCode !== null && codes.has(sikkaCode);
  if (httpStatus === 401 || httpStatus === 403) {
    return { code: has(ACCESS_CODES) ? PmsErrorCode.accessRevoked : PmsErrorCode.auth, isRetryable: false };
  }
  if (httpStatus === 400 && sikkaCode === KEY_EXPIRED) return { code: PmsErrorCode.auth, isRetryable: true };
  if (httpStatus === 404 || httpStatus === 410) return { code: PmsErrorCode.notFound, isRetryable: false };
  if (httpStatus === 408) return { code: PmsErrorCode.timeout, isRetryable: true };
  if (httpStatus === 409) return { code: PmsErrorCode.conflict, isRetryable: false };
  if (httpStatus === 412) return { code: PmsErrorCode.utilityOffline, isRetryable: true };
  if (httpStatus === 429) return { code: PmsErrorCode.rateLimited, isRetryable: !has(DAILY_CAP_CODES) };
  if (httpStatus >= 400 && httpStatus < 500) return { code: PmsErrorCode.refused, isRetryable: false };
  if (httpStatus >= 500 && sikkaCode === NOT_UPLOADED_YET) return { code: PmsErrorCode.notReady, isRetryable: true };
  if (httpStatus >= 500) return { code: PmsErrorCode.unavailable, isRetryable: true };
  return { code: PmsErrorCode.unreadable, isRetryable: false };
}

/** The error for an answer other than 2xx. */
export function refusalError(refusal: SikkaRefusal): PmsError {
  const { httpStatus, sikkaCode, isSikkasOwn, retryAfterMs } = refusal;
  const judgement = judge(refusal);
  const isMinuteLimit = judgement.code === PmsErrorCode.rateLimited && judgement.isRetryable;
  return {
    ...judgement,
    writeOutcome: isSikkasOwn && PROOF_OF_NON_ACCEPTANCE.has(httpStatus) ? 'not-accepted' : 'unknown',
    httpStatus,
    sikkaCode,
    retryAfterMs: isMinuteLimit ? retryAfterMs : null,
  };
}

const bare = (code: PmsErrorCode, isRetryable: boolean, writeOutcome: PmsError['writeOutcome']): PmsError => ({
  code,
  isRetryable,
  writeOutcome,
  httpStatus: null,
  sikkaCode: null,
  retryAfterMs: null,
});

/** No answer in time. `hasLeft` is false when the call was given up before a byte of it was sent. */
export const timeoutError = (hasLeft: boolean): PmsError =>
  bare(PmsErrorCode.timeout, true, hasLeft ? 'unknown' : 'not-accepted');

/** No whole answer arrived. `hasLeft` is false only for a refused connection or a name that does not resolve. */
export const connectionError = (hasLeft: boolean): PmsError =>
  bare(PmsErrorCode.unavailable, true, hasLeft ? 'unknown' : 'not-accepted');

/** An answer that is not in the shape of the contract. */
export const unreadableError = (httpStatus: number | null, sikkaCode: string | null = null): PmsError => ({
  ...bare(PmsErrorCode.unreadable, false, 'unknown'),
  httpStatus,
  sikkaCode,
});

/**
 * A 2xx whose code says that the change was not logged (API0008). That is Sikka's word but not the proof that a second
 * send would need, so the outcome of the write stays unknown.
 */
export const notLoggedError = (httpStatus: number, sikkaCode: string): PmsError => ({
  ...bare(PmsErrorCode.refused, false, 'unknown'),
  httpStatus,
  sikkaCode,
});

/** We hold no credentials for the office, so nothing was asked. */
export const noCredentialsError = (): PmsError => bare(PmsErrorCode.auth, false, 'not-accepted');

/** Sikka gave this office no key a moment ago, so nothing was asked again. What it would say now is not known. */
export const refusedLatelyError = (): PmsError => bare(PmsErrorCode.auth, true, 'not-accepted');

/** The office is not among those that let our app in any more. */
export const officeGoneError = (): PmsError => bare(PmsErrorCode.accessRevoked, false, 'not-accepted');

/** What we were asked to send cannot be sent, so nothing was asked. */
export const unsendableError = (): PmsError => bare(PmsErrorCode.refused, false, 'not-accepted');

/** The error of a step before the request itself, such as a key's renewal: of the request no byte was sent. */
export const beforeSending = (error: PmsError): PmsError => ({ ...error, writeOutcome: 'not-accepted' });

/** The call was made as the app, and Sikka wants it made as an office: 400 API1004, "request key missing". */
export const wantsRequestKey = ({ httpStatus, sikkaCode }: PmsError): boolean =>
  httpStatus === 400 && sikkaCode === KEY_MISSING;

/**
 * True when Sikka says that the request key is dead: 400 API1025 for an expired one (not 401), 401 API2003 for a wrong
 * one, 400 API1004 ("missing") for one that was deleted, as we always send one. All prove that the request was not
 * taken, so it may be sent again under another key.
 */
export const isDeadKey = ({ httpStatus, sikkaCode, writeOutcome }: PmsError): boolean =>
  writeOutcome === 'not-accepted' &&
  ((httpStatus === 400 && (sikkaCode === KEY_EXPIRED || sikkaCode === KEY_MISSING)) ||
    (httpStatus === 401 && sikkaCode === KEY_WRONG));
