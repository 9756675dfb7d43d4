import { Context } from '@temporalio/activity';
import { appendAudit } from '../audit/append';
import type { AuditOutcome } from '../audit/events';
import { attemptRow, outcomeRow, type AuditedAct } from '../audit/scope';
import { AuditAction } from '../audit/vocabulary';
import type { CallbackRef, TransferStart } from '../domain/transfer/operation';
import { CONTROL_REQUEST, type LiveCallOutcome } from '../messaging/live-calls';
import { moveCallback } from '../persistence/callbacks';
import { loadCallback } from '../services/callback-task';
import { runTraceId } from './run-trace-id';
import type { TransferActivityDeps } from './transfers';

/** A number of the practice goes out and the caller is put through to it; nothing of a patient. */
const TRANSFER: AuditedAct = { action: AuditAction.callTransfer, phiFields: [] };
const CONTENT = 'One moment, I am putting you through to the office.';

const KIND_OF: Readonly<Record<LiveCallOutcome, TransferStart['kind']>> = {
  told: 'transferring',
  'call-over': 'not-started',
  refused: 'not-started',
  unsure: 'unsure',
};
const RECORDED: Readonly<Record<LiveCallOutcome, AuditOutcome>> = {
  told: 'success',
  'call-over': 'not-found',
  refused: 'failure',
  unsure: 'unknown',
};

/**
 * Puts a caller through to the front desk, in an activity of one attempt: the wish is claimed and the attempt put on
 * record in one commit, and only then is Vapi asked. Outside the opening hours nobody is rung up. Hours that the
 * practice's software does not tell keep nobody from a person: a call that is not answered becomes a task all the same.
 */
export const startTransfer =
  ({ database, cipher, liveCalls, openingTimes, now }: TransferActivityDeps) =>
  async (ref: CallbackRef): Promise<TransferStart> => {
    const { accountId } = ref;
    const { callback, practice, wayBack, scope } = await database.run((manager) =>
      loadCallback(manager, cipher, ref, runTraceId()),
    );
    const { frontDeskNumber: number } = practice;
    const { controlUrl } = wayBack;
    // Claimed before, and no answer came back: it may be ringing.
    if (callback.state === 'transferring') return { accountId, kind: 'unsure' };
    const hasWay = controlUrl !== null && liveCalls.mayReach(controlUrl);
    if (callback.state !== 'open' || number === null || !hasWay) return { accountId, kind: 'not-started' };
    const { hours, rows } = await openingTimes(practice, scope, now());
    const isClosed = hours?.stateAt(now()) === 'closed';
    const attempt = attemptRow(scope, TRANSFER, CONTROL_REQUEST);
    const isMine = await database.transaction(async (tx) => {
      const isClaimed = !isClosed && (await moveCallback(tx, ref, ['open'], 'transferring'));
      await appendAudit(tx, isClaimed ? [...rows, attempt] : rows);
      return isClaimed;
    });
    if (!isMine) return { accountId, kind: 'not-started' };

    const { outcome, exchange } = await liveCalls.transfer(controlUrl, { number, content: CONTENT });
    const answered = exchange ?? { ...CONTROL_REQUEST, responseStatus: null, responseTimeMs: 0 };
    const outcomeRows = [outcomeRow(scope, TRANSFER, answered, RECORDED[outcome], attempt.id)];
    const began = { accountId, kind: KIND_OF[outcome] };
    try {
      await database.run((tx) => appendAudit(tx, outcomeRows));
      return began;
    } catch (error) {
      // The request has been made: its row is written as soon as it can be.
      Context.current().log.error('how a transfer began could not be put on record', { error });
      return { ...began, unrecorded: outcomeRows };
    }
  };
