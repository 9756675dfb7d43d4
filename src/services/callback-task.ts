import type { EntityManager } from 'typeorm';
import { appendAudit } from '../audit/append';
import { BLANK_SCOPE, type AuditScope } from '../audit/scope';
import { phi, reveal, type Phi } from '../domain/phi';
import type { OpeningHours } from '../domain/availability/opening-hours';
import type { CallbackRef } from '../domain/transfer/operation';
import { getWayBack, type WayBack } from '../persistence/call-sessions';
import { getCallback, moveCallback, updateCallbackTask, type Callback } from '../persistence/callbacks';
import type { Database } from '../persistence/database';
import type { PhiCipher } from '../persistence/phi-cipher';
import { findPracticeOf, type Practice } from '../persistence/practices';
import { openStaffTask, StaffTaskKind } from '../persistence/staff-tasks';
import { listVerifiedIds } from '../persistence/verified-ids';
import type { OpeningTimesReader } from './opening-times';

export interface CallbackTaskDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly openingTimes: OpeningTimesReader;
  readonly now: () => Date;
}

/** Everything that is known of a caller who asked for a person. */
export interface CallbackContext {
  readonly callback: Callback;
  readonly practice: Practice;
  readonly wayBack: WayBack;
  readonly scope: AuditScope;
}

export async function loadCallback(
  tx: EntityManager,
  cipher: PhiCipher,
  ref: CallbackRef,
  traceId: string | null,
): Promise<CallbackContext> {
  const callback = await getCallback(tx, cipher, ref);
  const { accountId, integrationId, callSessionId, workflowId } = callback;
  const practice = await findPracticeOf(tx, { accountId, integrationId });
  if (practice === null) throw new Error('a callback names no practice of its account');
  const wayBack = await getWayBack(tx, cipher, accountId, callSessionId);
  const { vapiCallId } = wayBack;
  const scope = { ...BLANK_SCOPE, accountId, integrationId, vapiCallId, workflowId, traceId };
  return { callback, practice, wayBack, scope };
}

const CALL_BACK_WITHIN_MINUTES = 60;

/** An hour of opening time; null where the hours are not known: then the time that any such task has. */
function dueAt(hours: OpeningHours | null, now: Date): Date | null {
  if (hours === null || hours.stateAt(now) === 'unknown') return null;
  return hours.afterOpenMinutes(now, CALL_BACK_WITHIN_MINUTES);
}

/** What the practice's people need for calling back, and no more. */
const describe = ({ callback, wayBack }: CallbackContext, verified: Phi<readonly string[]>): Phi<string> =>
  phi(
    JSON.stringify({
      notes: reveal(callback.request).notes,
      callerNumber: wayBack.callerNumber === null ? null : reveal(wayBack.callerNumber),
      isVerified: reveal(verified).length > 0,
      patientIds: reveal(verified),
    }),
  );

export type CallbackTask = (ref: CallbackRef, reasonCode: CallbackReason, traceId: string | null) => Promise<void>;

/** Why nobody spoke to the caller. */
export type CallbackReason = 'not-put-through' | 'nobody-answered' | 'engine-unavailable';

/** Asks the practice's people to call back; asked again, the open task says what is new. */
export const createCallbackTask =
  ({ database, cipher, openingTimes, now }: CallbackTaskDeps): CallbackTask =>
  async (ref, reasonCode, traceId) => {
    const context = await database.run((manager) => loadCallback(manager, cipher, ref, traceId));
    const { callback, practice, scope } = context;
    const { hours, rows } = await openingTimes(practice, scope, now());
    const due = dueAt(hours, now());
    await database.transaction(async (tx) => {
      const { accountId, integrationId, callSessionId } = callback;
      const details = describe(context, await listVerifiedIds(tx, cipher, accountId, callSessionId));
      await openStaffTask(tx, cipher, {
        accountId,
        integrationId,
        subject: { operationKey: callback.id },
        kind: StaffTaskKind.callBack,
        reasonCode,
        details,
        openedAt: now(),
        ...(due === null ? {} : { dueAt: due }),
      });
      await updateCallbackTask(tx, cipher, callback, details);
      await moveCallback(tx, ref, ['open', 'transferring'], 'task');
      await appendAudit(tx, rows);
    });
  };
