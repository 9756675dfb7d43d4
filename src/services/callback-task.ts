import type { EntityManager } from 'typeorm';
import { appendAudit } from '../audit/append';
import { BLANK_SCOPE, type AuditScope } from '../audit/scope';
import { phi, reveal, type Phi } from '../domain/phi';
import type { OpeningHours } from '../domain/availability/opening-hours';
import type { CallbackRef } from '../domain/transfer/operation';
import { isEmergency } from '../domain/transfer/request';
import { summariseCall, type CallFacts } from '../domain/transfer/summary';
import { getWayBack, type WayBack } from '../persistence/call-sessions';
import { loadFactsOfCall } from '../persistence/facts-of-call';
import { getCallback, moveCallback, updateCallbackTask, type Callback } from '../persistence/callbacks';
import type { Database } from '../persistence/database';
import type { PhiCipher } from '../persistence/phi-cipher';
import { findPracticeOf, type Practice } from '../persistence/practices';
import { openStaffTask, StaffTaskKind } from '../persistence/staff-tasks';
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
/** By the clock, whatever the hours: who has not taken it by then is passed over, and the operator is told. */
const EMERGENCY_WITHIN_MS = 15 * 60_000;

/** An hour of opening time; null where the hours are not known: then the time that any such task has. */
function dueAt(callback: Callback, hours: OpeningHours | null, now: Date): Date | null {
  if (isEmergency(reveal(callback.request))) return new Date(now.getTime() + EMERGENCY_WITHIN_MS);
  if (hours === null || hours.stateAt(now) === 'unknown') return null;
  return hours.afterOpenMinutes(now, CALL_BACK_WITHIN_MINUTES);
}

/** What the practice's people need for calling back, each fact with its mark, and no more. */
const describe = ({ request }: Callback, facts: Phi<CallFacts>): Phi<string> =>
  phi(JSON.stringify(summariseCall(reveal(request), reveal(facts))));

export type CallbackTask = (ref: CallbackRef, reasonCode: CallbackReason, traceId: string | null) => Promise<void>;

/** Why nobody spoke to the caller. */
export type CallbackReason = 'not-put-through' | 'nobody-answered' | 'engine-unavailable';

/** Asks the practice's people to call back; asked again, the open task says what is new. */
export const createCallbackTask =
  ({ database, cipher, openingTimes, now }: CallbackTaskDeps): CallbackTask =>
  async (ref, reasonCode, traceId) => {
    const context = await database.run((manager) => loadCallback(manager, cipher, ref, traceId));
    const { practice, wayBack, scope } = context;
    const { hours, rows } = await openingTimes(practice, scope, now());
    await database.transaction(async (tx) => {
      // Read again: the caller may have said more while the hours were asked for.
      const callback = await getCallback(tx, cipher, ref);
      const due = dueAt(callback, hours, now());
      const { accountId, integrationId } = callback;
      const details = describe(callback, await loadFactsOfCall(tx, cipher, callback, wayBack.callerNumber));
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
      await updateCallbackTask(tx, cipher, callback, details, due);
      await moveCallback(tx, ref, ['open', 'transferring'], 'task');
      await appendAudit(tx, rows);
    });
  };
