import { Context } from '@temporalio/activity';
import { appendAudit } from '../audit/append';
import type { AuditOutcome } from '../audit/events';
import { attemptRow, outcomeRow } from '../audit/scope';
import { HOLD_WORDS } from '../domain/transfer/hold-words';
import type { CallbackRef, TransferStart } from '../domain/transfer/operation';
import { CONTROL_REQUEST, type LiveCallOutcome } from '../messaging/live-calls';
import { moveCallback, wantedOfCallback } from '../persistence/callbacks';
import { loadCallback } from '../services/callback-task';
import { createDestinationChooser, transferAct } from '../services/choose-destination';
import { runTraceId } from './run-trace-id';
import type { TransferActivityDeps } from './transfers';

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
 * Puts a caller through to a person, in an activity of one attempt: the wish is claimed and the attempt put on record in
 * one commit, and only then is Vapi asked. Where nobody is to be found at this hour, nobody is rung up. Hours that the
 * practice's software does not tell keep nobody from a person: a call that is not answered becomes a task all the same.
 */
export const startTransfer = (deps: TransferActivityDeps) => {
  const { database, cipher, liveCalls, now } = deps;
  const chooseDestination = createDestinationChooser(deps);
  return async (ref: CallbackRef): Promise<TransferStart> => {
    const { accountId } = ref;
    const { callback, practice, wayBack, scope } = await database.run((manager) =>
      loadCallback(manager, cipher, ref, runTraceId()),
    );
    const { controlUrl } = wayBack;
    // Claimed before, and no answer came back: it may be ringing.
    if (callback.state === 'transferring') return { accountId, kind: 'unsure' };
    const hasWay = controlUrl !== null && liveCalls.mayReach(controlUrl);
    if (callback.state !== 'open' || !hasWay) return { accountId, kind: 'not-started' };
    const wanted = wantedOfCallback(callback);
    const { destination, rows } = await chooseDestination(practice, { ...wanted, now: now(), scope });
    if (destination === null) {
      await database.run((tx) => appendAudit(tx, rows));
      return { accountId, kind: 'not-started' };
    }
    const act = transferAct(destination);
    const attempt = attemptRow(scope, act, CONTROL_REQUEST);
    const isMine = await database.transaction(async (tx) => {
      const isClaimed = await moveCallback(tx, ref, ['open'], 'transferring');
      await appendAudit(tx, isClaimed ? [...rows, attempt] : rows);
      return isClaimed;
    });
    if (!isMine) return { accountId, kind: 'not-started' };

    const { number, extension } = destination;
    const content = HOLD_WORDS[wanted.language];
    const { outcome, exchange } = await liveCalls.transfer(controlUrl, { number, extension, content });
    const answered = exchange ?? { ...CONTROL_REQUEST, responseStatus: null, responseTimeMs: 0 };
    const outcomeRows = [outcomeRow(scope, act, answered, RECORDED[outcome], attempt.id)];
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
};
