/** What the headers of an answer tell beside the answer itself. Hints: any of them may be missing or wrong. */
export interface AnswerHints {
  /** Requests that the window of a minute allows, and has left; `Remaining` above `Limit` has been seen. */
  readonly rateLimit: number | null;
  readonly rateRemaining: number | null;
  /** Milliseconds until the window ends. */
  readonly rateResetMs: number | null;
  /** `Request-Key-Expires`, the best clock for renewal; null when absent or not a date. */
  readonly requestKeyExpiresAt: Date | null;
  /** `Data-Insert: in progress`: what was read may be half of it; null without the header. */
  readonly isDataInsertInProgress: boolean | null;
}

type Headers = Readonly<Record<string, unknown>>;

const MS_PER_SECOND = 1_000;

function wholeNumber(headers: Headers, name: string): number | null {
  const value = headers[name];
  return typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
}

function dateOf(value: unknown): Date | null {
  const at = typeof value === 'string' && value.includes('GMT') ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at);
}

/** Names in lower case, as Node gives them. */
export function readHints(headers: Headers): AnswerHints {
  const resetSeconds = wholeNumber(headers, 'x-rate-limit-reset') ?? wholeNumber(headers, 'retry-after');
  const dataInsert = headers['data-insert'];
  return {
    rateLimit: wholeNumber(headers, 'x-rate-limit-limit'),
    rateRemaining: wholeNumber(headers, 'x-rate-limit-remaining'),
    rateResetMs: resetSeconds === null ? null : resetSeconds * MS_PER_SECOND,
    requestKeyExpiresAt: dateOf(headers['request-key-expires']),
    isDataInsertInProgress: typeof dataInsert === 'string' ? /progress/i.test(dataInsert) : null,
  };
}

export const NO_HINTS: AnswerHints = {
  rateLimit: null,
  rateRemaining: null,
  rateResetMs: null,
  requestKeyExpiresAt: null,
  isDataInsertInProgress: null,
};
