import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
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
}

export interface IncomingCall {
  readonly vapiCallId: string;
  readonly callerNumber: Phi<string> | null;
  readonly controlUrl: Secret | null;
}

const CALLER_NUMBER = 'call_sessions.caller_number';
const CONTROL_URL = 'call_sessions.control_url';

/** The session of this call, made at its first message. Equal calls at the same moment share one row. */
export async function openCallSession(
  tx: EntityManager,
  cipher: PhiCipher,
  practice: Practice,
  call: IncomingCall,
): Promise<CallSession> {
  const { accountId, integrationId } = practice;
  const key = { accountId, vapiCallId: call.vapiCallId };
  const found = await tx.findOneBy(CallSessionEntity, key);
  if (found !== null) return toSession(found, call);

  const sealOrNull = (column: string, value: Phi<string> | null): Promise<Buffer> | null =>
    value === null ? null : cipher.seal(accountId, column, value);
  await tx
    .createQueryBuilder()
    .insert()
    .into(CallSessionEntity)
    .values({
      ...key,
      id: randomUUID(),
      integrationId,
      callerNumber: await sealOrNull(CALLER_NUMBER, call.callerNumber),
      controlUrl: await sealOrNull(CONTROL_URL, call.controlUrl === null ? null : phi(call.controlUrl.expose())),
    })
    .orIgnore()
    .execute();
  return toSession(await tx.findOneByOrFail(CallSessionEntity, key), call);
}

/** The caller's number comes with every message of the call, so it is not read back from the row. */
const toSession = (row: CallSessionEntity, call: IncomingCall): CallSession => ({
  id: row.id,
  vapiCallId: row.vapiCallId,
  callerNumber: call.callerNumber,
  isLocked: row.isLocked,
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

/** Notes the end of a call and forgets the way back into it. A call that we never met is no error. */
export async function endCallSession(
  tx: EntityManager,
  practice: Practice,
  vapiCallId: string,
  endedReason: string | null,
): Promise<void> {
  await tx.update(
    CallSessionEntity,
    { accountId: practice.accountId, vapiCallId, status: 'active' },
    { status: 'ended', endedReason, endedAt: () => 'now()', controlUrl: null },
  );
}
