import { appendAudit } from '../../audit/append';
import type { AuditRow } from '../../audit/events';
import { BookingReason } from '../../domain/booking/operation';
import type { ChangeSendResult } from '../../domain/changes/steps';
import { PmsErrorCode, type PmsError } from '../../domain/pms-errors';
import { settleChangeIntent } from '../../persistence/write-intents';
import type { AcceptedWrite } from '../../sikka/accepted-write';
import type { SikkaReply } from '../../sikka/reply';
import { advanceChange } from './advance-change';
import type { ChangeContext, ChangeDeps } from './change-manner';
import { openTaskForChange } from './change-tasks';
import { passToStaff } from './stop-change';

/** What came back for a change's request, with the state that it leads to, in one transaction. */
export const recordAnswer = (
  deps: ChangeDeps,
  context: ChangeContext,
  reply: SikkaReply<AcceptedWrite>,
  rows: readonly AuditRow[],
): Promise<ChangeSendResult> =>
  deps.database.transaction(async (tx): Promise<ChangeSendResult> => {
    const { accountId, id } = context.change;
    if (reply.ok) {
      await settleChangeIntent(tx, accountId, id, 'accepted');
      await advanceChange(tx, deps, context, { to: 'sent', writebackId: reply.value.writebackId }, rows);
      return { accountId, kind: 'sent' };
    }
    const { error } = reply;
    if (error.writeOutcome === 'unknown') {
      await settleChangeIntent(tx, accountId, id, 'unknown');
      await appendAudit(tx, rows);
      return { accountId, kind: 'unknown' };
    }
    if (error.isRetryable) {
      await settleChangeIntent(tx, accountId, id, 'ready');
      await appendAudit(tx, rows);
      return { accountId, kind: 'retry' };
    }
    await settleChangeIntent(tx, accountId, id, 'rejected');
    if (error.field !== undefined) {
      // It cannot be put into the form that this software wants: nothing was asked, and people can.
      await passToStaff(tx, deps, context, BookingReason.pmsUnsupported, rows);
      return { accountId, kind: 'task' };
    }
    const reasonCode = reasonOf(error);
    await openTaskForChange(tx, deps, context, { kind: context.manner.byHandTask, reasonCode });
    await advanceChange(tx, deps, context, { to: 'failed', reasonCode }, rows);
    return { accountId, kind: 'failed', reasonCode };
  });

/** Why the practice's software, or Sikka, will not do it however often it is asked. */
export const reasonOf = (error: PmsError): BookingReason =>
  error.code === PmsErrorCode.auth || error.code === PmsErrorCode.accessRevoked
    ? BookingReason.pmsAccess
    : BookingReason.pmsRefused;
