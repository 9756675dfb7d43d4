import { PmsErrorCode } from '../../domain/pms-errors';
import type { Outcome } from './circuit';
import type { SentReply } from './port';

/**
 * What a reply says about the office. Whatever has an HTTP status below 500 is an answer, and so is API2010 ("no data
 * yet"). A time-out counts only when the request was under way for `minTimeoutMs`: the signal of a request fires for
 * its deadline and for a caller who hangs up alike, and neither a short deadline nor an impatient caller may close off
 * an office that answers in 300 ms.
 */
export function judgeOutcome(reply: SentReply, underWayMs: number, minTimeoutMs: number): Outcome {
  if (reply.ok) return 'answered';
  const { code, httpStatus, writeOutcome } = reply.error;
  if (httpStatus === null && code === PmsErrorCode.timeout) {
    return writeOutcome === 'unknown' && underWayMs >= minTimeoutMs ? 'failed' : 'nothing';
  }
  return code === PmsErrorCode.unavailable ? 'failed' : 'answered';
}
