import { reveal } from '../domain/phi';
import type { PmsError } from '../domain/pms-errors';
import { err, ok, type Result } from '../domain/result';
import { readQueuedWrite, type AcceptedWrite } from './accepted-write';
import { readStatement, type SikkaAnswer } from './envelope';
import { unreadableError } from './errors';

/** API0007 in samples and API1007 in the table for a visit's status, API0011 for a patient, API0009 for a claim. */
const LOGGED: ReadonlySet<string> = new Set(['API0007', 'API1007', 'API0011', 'API0009', 'API2016']);
const DONE = 'API4006';

/**
 * The answer to a change of `targetId`: 200 with a code that says it was logged, and the write-back's id in the message
 * or the URL. Without an id nobody can be asked what became of it, so the outcome is unknown.
 */
export const readAcceptedUpdate =
  (targetId: string) =>
  (answer: SikkaAnswer): Result<AcceptedWrite, PmsError> =>
    readQueuedWrite(answer, LOGGED, targetId);

/** The answer to what Sikka does at once, by itself: 200 API4006 and nothing more to wait for. */
export function readDone({ status, body }: SikkaAnswer): Result<'done', PmsError> {
  const code = readStatement(reveal(body))?.sikkaCode ?? null;
  return code === DONE ? ok('done') : err(unreadableError(status, code));
}
