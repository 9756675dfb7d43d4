import { randomUUID } from 'node:crypto';
import { IsNull, type EntityManager } from 'typeorm';
import type { Language } from '../domain/language';
import { phi, type Phi } from '../domain/phi';
import type { Secret } from '../domain/secret';
import { CallSessionEntity } from './entities/call-session';
import type { PhiCipher } from './phi-cipher';
import type { Practice } from './practices';

export interface CallSession {
  readonly id: string;
  readonly vapiCallId: string;
  readonly callerNumber: Phi<string> | null;
  readonly isLocked: boolean;
  /** What the call is answered in. */
  readonly language: Language;
}

export interface IncomingCall {
  readonly vapiCallId: string;
  readonly callerNumber: Phi<string> | null;
  readonly controlUrl: Secret | null;
  /** What the caller turns out to speak now; null where that is not said. */
  readonly saidLanguage: Language | null;
  /** What the call is answered in as long as nobody has said. */
  readonly usualLanguage: Language;
}

const CALLER_NUMBER = 'call_sessions.caller_number';
const CONTROL_URL = 'call_sessions.control_url';

/**
 * The session of this call, made at its first message. Equal calls at the same moment share one row. What a caller has
 * once turned out to speak holds for the rest of the call.
 */
export async function openCallSession(
  tx: EntityManager,
  cipher: PhiCipher,
  practice: Practice,
  call: IncomingCall,
): Promise<CallSession> {
  const { accountId, integrationId } = practice;
  const key = { accountId, vapiCallId: call.vapiCallId };
  const known = await tx.findOne(CallSessionEntity, { where: key, select: SESSION_COLUMNS });
  if (known !== null) return toSession(await keepLanguage(tx, known, call), call);

  const seal = (column: string, value: Phi<string> | null): Promise<Buffer> | null =>
    value === null ? null : cipher.seal(accountId, column, value);
  const controlUrl = call.controlUrl === null ? null : phi(call.controlUrl.expose());
  const id = randomUUID();
  const answeredIn = call.saidLanguage ?? call.usualLanguage;
  const inserted = await tx.query<{ id: string }[]>(
    `INSERT INTO call_sessions (id, account_id, integration_id, vapi_call_id, caller_number, control_url, language, answered_in)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (account_id, vapi_call_id) DO NOTHING RETURNING id`,
    [
      id,
      accountId,
      integrationId,
      call.vapiCallId,
      await seal(CALLER_NUMBER, call.callerNumber),
      await seal(CONTROL_URL, controlUrl),
      call.saidLanguage,
      answeredIn,
    ],
  );
  if (inserted.length > 0) return toSession({ id, isLocked: false, answeredIn }, call);
  const other = await tx.findOneOrFail(CallSessionEntity, { where: key, select: SESSION_COLUMNS });
  return toSession(await keepLanguage(tx, other, call), call);
}

const SESSION_COLUMNS = { id: true, isLocked: true, language: true, answeredIn: true } as const;
type SessionRow = Pick<CallSessionEntity, keyof typeof SESSION_COLUMNS>;

async function keepLanguage(tx: EntityManager, row: SessionRow, call: IncomingCall): Promise<SessionRow> {
  const { saidLanguage, usualLanguage } = call;
  const language = saidLanguage ?? row.language;
  const answeredIn = language ?? usualLanguage;
  if (language === row.language && answeredIn === row.answeredIn) return row;
  const kept = saidLanguage === null ? { answeredIn } : { language, answeredIn };
  await tx.update(CallSessionEntity, { id: row.id }, kept);
  return { ...row, ...kept };
}

/** The caller's number comes with every message of the call, so it is not read back from the row. */
const toSession = (row: Pick<SessionRow, 'id' | 'isLocked' | 'answeredIn'>, call: IncomingCall): CallSession => ({
  id: row.id,
  vapiCallId: call.vapiCallId,
  callerNumber: call.callerNumber,
  isLocked: row.isLocked,
  language: row.answeredIn,
});

/** Counts a failed verification and locks the call at `limit`. Atomic: parallel attempts cannot slip past the limit. */
export async function recordFailedAttempt(
  tx: EntityManager,
  session: CallSession,
  limit: number,
): Promise<{ readonly isLocked: boolean }> {
  const [rows] = await tx.query<[{ isLocked: boolean }[], number]>(
    `UPDATE call_sessions SET failed_attempts = failed_attempts + 1, is_locked = is_locked OR failed_attempts + 1 >= $2
      WHERE id = $1 RETURNING is_locked AS "isLocked"`,
    [session.id, limit],
  );
  return { isLocked: rows[0]?.isLocked ?? true };
}

/**
 * Notes the end of a call and forgets the way back into it; told again, it adds no more than a reason that was not known.
 * The session's id, null for a call that we never met, which is no error.
 */
export async function endCallSession(
  tx: EntityManager,
  practice: Practice,
  vapiCallId: string,
  endedReason: string | null,
): Promise<string | null> {
  const key = { accountId: practice.accountId, vapiCallId };
  await tx.update(
    CallSessionEntity,
    { ...key, status: 'active' },
    { status: 'ended', endedReason, endedAt: () => 'now()', controlUrl: null },
  );
  if (endedReason !== null) await tx.update(CallSessionEntity, { ...key, endedReason: IsNull() }, { endedReason });
  const session = await tx.findOne(CallSessionEntity, { where: key, select: { id: true } });
  return session?.id ?? null;
}

/** Who called, and the way back into the call while it lasts; null where that is not known. */
export interface WayBack {
  readonly vapiCallId: string;
  readonly callerNumber: Phi<string> | null;
  readonly controlUrl: Phi<string> | null;
}

export async function getWayBack(
  tx: EntityManager,
  cipher: PhiCipher,
  accountId: string,
  callSessionId: string,
): Promise<WayBack> {
  const { vapiCallId, callerNumber, controlUrl } = await tx.findOneByOrFail(CallSessionEntity, {
    accountId,
    id: callSessionId,
  });
  const open = (column: string, sealed: Buffer | null): Promise<Phi<string>> | null =>
    sealed === null ? null : cipher.open<string>(accountId, column, sealed);
  return {
    vapiCallId,
    callerNumber: await open(CALLER_NUMBER, callerNumber),
    controlUrl: await open(CONTROL_URL, controlUrl),
  };
}
