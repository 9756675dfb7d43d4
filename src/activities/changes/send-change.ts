import { Context } from '@temporalio/activity';
import { appendAudit } from '../../audit/append';
import type { AuditRow } from '../../audit/events';
import { attemptRow, exchangeRows } from '../../audit/scope';
import { BookingReason } from '../../domain/booking/operation';
import type { ChangeSendResult, ChangeStep } from '../../domain/changes/steps';
import type { Database } from '../../persistence/database';
import type { PmsChangeEntity } from '../../persistence/entities/pms-change';
import { claimChangeIntent, isChangeIntentReady } from '../../persistence/write-intents';
import type { ChangeContext, ChangeDeps, Look } from './change-manner';
import { loadChange } from './load-change';
import { recordAnswer } from './record-answer';
import { finishChange, giveUpChange, leaveToStaff } from './stop-change';

/**
 * Sends the change's one write. Order: what it is about is read again · the intent is claimed and the attempt put on
 * record in one commit · the request leaves · what came back is put on record with the new state. An attempt that finds
 * the intent claimed answers `unknown`, sends nothing and gives nothing up.
 */
export const sendChange =
  (deps: ChangeDeps) =>
  async (step: ChangeStep): Promise<ChangeSendResult> => {
    const context = await loadChange(deps, step);
    const isReady = await deps.database.run((manager) => isChangeIntentReady(manager, step));
    const before = standOf(context.change, isReady);
    if (before !== null) return before;
    const look = await context.manner.look(deps, context);
    return look.kind === 'clear' ? claimAndSend(deps, context, look) : end(deps, context, look);
  };

/** How it stands where there is nothing to send any more; null where there is. */
function standOf(change: PmsChangeEntity, isReady: boolean): ChangeSendResult | null {
  const { accountId, state, route } = change;
  if (state === 'sent' || state === 'confirmed' || state === 'released') return { accountId, kind: state };
  if (state === 'failed') {
    const reasonCode = (change.reasonCode ?? BookingReason.pmsRefused) as BookingReason;
    return { accountId, kind: 'failed', reasonCode };
  }
  if (route === 'staff') return { accountId, kind: 'task' };
  return isReady ? null : { accountId, kind: 'unknown' };
}

async function end(
  deps: ChangeDeps,
  context: ChangeContext,
  look: Exclude<Look, { kind: 'clear' }>,
): Promise<ChangeSendResult> {
  const { accountId } = context.change;
  switch (look.kind) {
    case 'settled':
      return look.result;
    case 'done':
      return { accountId, kind: await finishChange(deps, context, look.rows) };
    case 'by-staff':
      return { accountId, kind: await leaveToStaff(deps, context, BookingReason.pmsUnsupported, look.rows) };
    case 'failed': {
      const { reasonCode } = look;
      const kind = await giveUpChange(deps, context, reasonCode, look.rows);
      return kind === 'failed' ? { accountId, kind, reasonCode } : { accountId, kind };
    }
    case 'retry':
      await append(deps.database, look.rows);
      return { accountId, kind: 'retry' };
  }
}

async function append(database: Database, rows: readonly AuditRow[]): Promise<void> {
  await database.run((tx) => appendAudit(tx, rows));
}

async function claimAndSend(
  deps: ChangeDeps,
  context: ChangeContext,
  look: Extract<Look, { kind: 'clear' }>,
): Promise<ChangeSendResult> {
  const { change, manner, scope } = context;
  const { accountId } = change;
  const attempt = attemptRow(scope, manner.act, manner.request);
  const isMine = await deps.database.transaction(async (tx) => {
    const isClaimed = await claimChangeIntent(tx, accountId, change.id);
    await appendAudit(tx, isClaimed ? [...look.rows, attempt] : look.rows);
    return isClaimed;
  });
  if (!isMine) return { accountId, kind: 'unknown' };

  const reply = await look.send();
  const rows = exchangeRows(scope, manner.act, reply, attempt.id);
  try {
    return await recordAnswer(deps, context, reply, rows);
  } catch (error) {
    // The request has been made: what came of it is looked up, and its rows are written as soon as they can be.
    Context.current().log.error('what became of a request could not be put on record', { error });
    return { accountId, kind: 'unknown', unrecorded: rows };
  }
}
