import type { EntityManager } from 'typeorm';
import { appendAudit } from '../../audit/append';
import type { AuditRow } from '../../audit/events';
import { eventRow } from '../../audit/scope';
import { AuditAction } from '../../audit/vocabulary';
import { BookingReason } from '../../domain/booking/operation';
import { moveBooking } from '../../persistence/booking-changes';
import type { BookingEntity } from '../../persistence/entities/booking';
import { closeTasksOf } from '../../persistence/staff-tasks';
import { withdrawChangeIntent, withdrawIntent } from '../../persistence/write-intents';
import { advanceChange } from './advance-change';
import type { ChangeContext, ChangeDeps, Look } from './change-manner';
import { passToStaff } from './stop-change';
import { removeWriteback } from './remove-writeback';

/**
 * Takes back a booking of ours that is not in the practice's book yet. `visit`: there is a visit to cancel instead, as it
 * is in the book, or as the one that it would have moved still stands.
 */
export async function takeBackBooking(
  deps: ChangeDeps,
  context: ChangeContext,
  booking: BookingEntity,
): Promise<Look | 'visit'> {
  const movesVisit = booking.oldVisit !== null;
  switch (booking.state) {
    case 'confirmed':
      return 'visit';
    case 'failed':
    case 'released':
      if (booking.reasonCode === BookingReason.moved) {
        return { kind: 'failed', reasonCode: BookingReason.visitMissing, rows: [] };
      }
      return movesVisit ? 'visit' : { kind: 'done', rows: [] };
    case 'held':
      if (booking.route === 'staff') return withdrawFromStaff(deps, context, booking);
      return movesVisit ? waits(deps, context) : withdrawUnsent(deps, context, booking);
    case 'sent':
      return movesVisit ? waits(deps, context) : withdrawSent(deps, context, booking);
  }
}

const settledAs = (context: ChangeContext, kind: 'confirmed' | 'task' | 'unknown' | 'waits'): Look => ({
  kind: 'settled',
  result: { accountId: context.change.accountId, kind },
});

/** What is on its way is decided by its own workflow first. */
async function waits({ database }: ChangeDeps, context: ChangeContext, rows: readonly AuditRow[] = []): Promise<Look> {
  await database.run((tx) => appendAudit(tx, rows));
  return settledAs(context, 'waits');
}

/** Nobody has sent it, and from here on nobody can. */
const withdrawUnsent = async (deps: ChangeDeps, context: ChangeContext, booking: BookingEntity): Promise<Look> => {
  const isWithdrawn = await deps.database.transaction(async (tx) => {
    if (!(await withdrawIntent(tx, booking.accountId, booking.id))) return false;
    await confirmWithdrawal(tx, deps, context, []);
    return true;
  });
  return isWithdrawn ? settledAs(context, 'confirmed') : waits(deps, context);
};

/** The practice's people have it, and may have entered it already: they are asked to see to it. */
const withdrawFromStaff = (deps: ChangeDeps, context: ChangeContext, booking: BookingEntity): Promise<Look> =>
  deps.database.transaction(async (tx) => {
    const { accountId, id: bookingId } = booking;
    await withdrawIntent(tx, accountId, bookingId);
    await withdrawChangeIntent(tx, accountId, context.change.id);
    await closeTasksOf(tx, accountId, { bookingId });
    const isReleased = await moveBooking(tx, accountId, bookingId, releaseOf(context));
    await passToStaff(tx, deps, context, BookingReason.staffWillChange, isReleased ? [releaseRow(context)] : []);
    return settledAs(context, 'task');
  });

async function withdrawSent(deps: ChangeDeps, context: ChangeContext, booking: BookingEntity): Promise<Look> {
  const { isRemoved, rows } = await removeWriteback(deps, context, booking);
  if (!isRemoved) return waits(deps, context, rows);
  await deps.database.transaction((tx) => confirmWithdrawal(tx, deps, context, rows));
  return settledAs(context, 'confirmed');
}

/** Both at once: the change is confirmed, and with it the booking is released. */
async function confirmWithdrawal(
  tx: EntityManager,
  deps: ChangeDeps,
  context: ChangeContext,
  rows: readonly AuditRow[],
): Promise<void> {
  const { accountId, id } = context.change;
  await withdrawChangeIntent(tx, accountId, id);
  await advanceChange(tx, deps, context, { to: 'confirmed' }, rows);
}

export const releaseOf = ({ isPartOfMove }: ChangeContext) =>
  ({ to: 'released', reasonCode: isPartOfMove ? BookingReason.moved : BookingReason.withdrawn }) as const;

export const releaseRow = ({ scope }: ChangeContext): AuditRow =>
  eventRow(scope, { action: AuditAction.bookingTransition, phiFields: [] }, 'success');
