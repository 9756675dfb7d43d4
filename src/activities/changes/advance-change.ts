import type { EntityManager } from 'typeorm';
import { appendAudit } from '../../audit/append';
import type { AuditRow } from '../../audit/events';
import { eventRow } from '../../audit/scope';
import { AuditAction } from '../../audit/vocabulary';
import { BookingReason } from '../../domain/booking/operation';
import { moveChange, type ChangeMove } from '../../persistence/change-moves';
import { closeTasksOf } from '../../persistence/staff-tasks';
import type { ChangeContext, ChangeDeps } from './change-manner';

/** The row of a change's move from one state to another. */
export const transitionRow = ({ scope }: Pick<ChangeContext, 'scope'>, to: ChangeMove['to']): AuditRow =>
  eventRow(scope, { action: AuditAction.changeTransition, phiFields: [] }, to === 'failed' ? 'failure' : 'success');

/**
 * Moves a change on, with what else is true from then on, and appends the audit rows, with those of the step that led to
 * it, as the transaction's last statement. False: it had moved on already.
 */
export async function advanceChange(
  tx: EntityManager,
  deps: ChangeDeps,
  context: ChangeContext,
  move: ChangeMove,
  rows: readonly AuditRow[] = [],
): Promise<boolean> {
  const { change, manner } = context;
  const { accountId, id: changeId } = change;
  const hasMoved = await moveChange(tx, accountId, changeId, move);
  const moved = hasMoved ? [transitionRow(context, move.to)] : [];
  if (hasMoved && move.to === 'confirmed') {
    // What nobody knew has turned up: nobody need look for it any more.
    await closeTasksOf(tx, accountId, { changeId });
    const isByHand = move.reasonCode === BookingReason.byHand;
    moved.push(...(await manner.afterConfirmation(tx, deps, context, { isByHand })));
  }
  await appendAudit(tx, [...rows, ...moved]);
  return hasMoved;
}
