const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** While the patient's number cannot be read, or the worker that was at it is gone: about an hour in all. */
export const TEXT_RETRY_DELAYS_MS = [2 * SECOND, 10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 40 * MINUTE];
