import type { EntityManager } from 'typeorm';
import { appendAudit } from '../../audit/append';
import type { AuditRow } from '../../audit/events';
import type { BookingReason } from '../../domain/booking/operation';
import { leaveChangeToStaff } from '../../persistence/change-moves';
import { withdrawChangeIntent } from '../../persistence/write-intents';
import { advanceChange, transitionRow } from './advance-change';
import type { ChangeContext, ChangeDeps } from './change-manner';
import { openTaskForChange } from './change-tasks';

/**
 * Ends a change before its request has left. The withdrawal of the intent and the change of state are one transaction:
 * when another attempt has claimed the intent, nothing is given up and the outcome is `unknown`.
 */
const stopped = <T extends string>(
  { database }: ChangeDeps,
  { change }: ChangeContext,
  rows: readonly AuditRow[],
  end: (tx: EntityManager) => Promise<T>,
): Promise<T | 'unknown'> =>
  database.transaction(async (tx) => {
    if (await withdrawChangeIntent(tx, change.accountId, change.id)) return end(tx);
    await appendAudit(tx, rows);
    return 'unknown';
  });

/** Not done, and the practice's people are asked to do it. */
export const giveUpChange = (
  deps: ChangeDeps,
  context: ChangeContext,
  reasonCode: BookingReason,
  rows: readonly AuditRow[] = [],
): Promise<'failed' | 'unknown'> =>
  stopped(deps, context, rows, async (tx) => {
    await openTaskForChange(tx, deps, context, { kind: context.manner.byHandTask, reasonCode });
    await advanceChange(tx, deps, context, { to: 'failed', reasonCode }, rows);
    return 'failed';
  });

/** As it is wanted already, without us. */
export const finishChange = (
  deps: ChangeDeps,
  context: ChangeContext,
  rows: readonly AuditRow[],
): Promise<'confirmed' | 'unknown'> =>
  stopped(deps, context, rows, async (tx) => {
    await advanceChange(tx, deps, context, { to: 'confirmed' }, rows);
    return 'confirmed';
  });

/** Not for us to send: the practice's people do it, and the change stays open until they have. */
export const leaveToStaff = (
  deps: ChangeDeps,
  context: ChangeContext,
  reasonCode: BookingReason,
  rows: readonly AuditRow[] = [],
): Promise<'task' | 'unknown'> =>
  stopped(deps, context, rows, async (tx) => {
    await passToStaff(tx, deps, context, reasonCode, rows);
    return 'task';
  });

/** The same in a transaction that has seen to the intent. */
export async function passToStaff(
  tx: EntityManager,
  deps: ChangeDeps,
  context: ChangeContext,
  reasonCode: BookingReason,
  rows: readonly AuditRow[],
): Promise<void> {
  const { change, manner } = context;
  const isLeft = await leaveChangeToStaff(tx, change.accountId, change.id, reasonCode);
  await openTaskForChange(tx, deps, context, { kind: manner.byHandTask, reasonCode });
  await appendAudit(tx, isLeft ? [...rows, transitionRow(context, 'held')] : rows);
}
