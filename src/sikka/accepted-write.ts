import { reveal } from '../domain/phi';
import type { PmsError } from '../domain/pms-errors';
import { err, ok, type Result } from '../domain/result';
import { readStatement, type SikkaAnswer } from './envelope';
import { notLoggedError, unreadableError } from './errors';

const CREATED = 'API2016';
const NOT_LOGGED = 'API0008';

/** A write that Sikka has queued. What becomes of it is in the write-back's status. */
export interface AcceptedWrite {
  readonly writebackId: string;
}

/** The id is only in the message, `Id:900123`, and in the URL; when they disagree it is not known. */
function writebackIdOf(longMessage: string, moreInformation: string): string | null {
  const inMessage = /\bId\s*:\s*(\d+)/i.exec(longMessage)?.[1];
  const inUrl = /[?&]id=(\d+)/i.exec(moreInformation)?.[1];
  if (inMessage !== undefined && inUrl !== undefined && inMessage !== inUrl) return null;
  return inMessage ?? inUrl ?? null;
}

/** A 2xx on a new record counts only with the code of acceptance and an id; anything else is an unknown outcome. */
export function readAcceptedWrite({ status, body }: SikkaAnswer): Result<AcceptedWrite, PmsError> {
  const statement = readStatement(reveal(body));
  if (statement?.sikkaCode === NOT_LOGGED) return err(notLoggedError(status, NOT_LOGGED));
  if (statement?.sikkaCode !== CREATED) return err(unreadableError(status, statement?.sikkaCode ?? null));
  const writebackId = writebackIdOf(statement.longMessage, statement.moreInformation);
  return writebackId === null ? err(unreadableError(status, CREATED)) : ok({ writebackId });
}
