import { PmsErrorCode } from '../domain/pms-errors';
import type { SentReply } from './governor/port';

/**
 * Asks a read once more when its connection was cut before an answer: a kept connection may be closed by the other side
 * while the request is on its way. A write is never repeated.
 */
export async function repeatCutRead(
  method: string,
  signal: AbortSignal,
  send: () => Promise<SentReply>,
): Promise<SentReply> {
  const first = await send();
  const isCut =
    !first.ok &&
    first.error.code === PmsErrorCode.unavailable &&
    first.error.httpStatus === null &&
    first.error.writeOutcome === 'unknown';
  if (method !== 'GET' || !isCut || signal.aborted) return first;
  const second = await send();
  return { ...second, exchanges: [...first.exchanges, ...second.exchanges] };
}
