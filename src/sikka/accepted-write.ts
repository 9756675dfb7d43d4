import { reveal } from '../domain/phi';
import type { PmsError } from '../domain/pms-errors';
import { err, ok, type Result } from '../domain/result';
import { readStatement, type SikkaAnswer, type SikkaStatement } from './envelope';
import { notLoggedError, unreadableError } from './errors';

const CREATED = 'API2016';
const NOT_LOGGED = 'API0008';

/** A write that Sikka has queued. What becomes of it is in the write-back's status. */
export interface AcceptedWrite {
  readonly writebackId: string;
}

/**
 * The id is only in the message, `Id:900123`, and in the URL; when they disagree it is not known. The id of what was
 * written to (`targetId`), which an answer may name too, is not that of the write.
 */
function writebackIdOf({ longMessage, moreInformation }: SikkaStatement, targetId: string | null): string | null {
  const inMessage = [...longMessage.matchAll(/\bId\s*:\s*(\d+)/gi)].map(([, id]) => id).find((id) => id !== targetId);
  const inUrl = /[?&]id=(\d+)/i.exec(moreInformation)?.[1];
  if (inMessage !== undefined && inUrl !== undefined && inMessage !== inUrl) return null;
  return inMessage ?? inUrl ?? null;
}

/** A 2xx on a write counts only with one of these codes and an id; anything else is an unknown outcome. */
export function readQueuedWrite(
  { status, body }: SikkaAnswer,
  codes: ReadonlySet<string>,
  targetId: string | null,
): Result<AcceptedWrite, PmsError> {
  const statement = readStatement(reveal(body));
  const code = statement?.sikkaCode ?? null;
  if (statement === null || code === null) return err(unreadableError(status));
  if (code === NOT_LOGGED) return err(notLoggedError(status, NOT_LOGGED));
  if (!codes.has(code)) return err(unreadableError(status, code));
  const writebackId = writebackIdOf(statement, targetId);
  return writebackId === null ? err(unreadableError(status, code)) : ok({ writebackId });
}

const CREATION_CODES: ReadonlySet<string> = new Set([CREATED]);

/** The answer to a new record: 201 API2016 with an id. */
export const readAcceptedWrite = (answer: SikkaAnswer): Result<AcceptedWrite, PmsError> =>
  readQueuedWrite(answer, CREATION_CODES, null);
