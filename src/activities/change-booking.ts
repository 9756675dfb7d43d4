import type { EntityManager } from 'typeorm';
import { appendAudit } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { AuditAction } from '../audit/vocabulary';
import { eventRow } from '../audit/scope';
import { BookingReason } from '../domain/booking/operation';
import { movedSrNoOf } from '../persistence/booking-patient';
import { moveBooking, type BookingChange } from '../persistence/booking-changes';
import type { BookingContext } from './booking-context';

/**
 * Moves a booking and appends its audit row, with those of the step that led to it, as the transaction's last statement.
 * A visit that has moved keeps its id at the PMS, and the booking that it was before is released with the same commit.
 */
export async function changeBooking(
  tx: EntityManager,
  { booking, oldVisit, scope }: BookingContext,
  change: BookingChange,
  rows: readonly AuditRow[] = [],
): Promise<void> {
  const { accountId, replacesBookingId } = booking;
  const isMoveDone = booking.writeKind === 'move' && change.to === 'confirmed';
  const appointmentSrNo = change.appointmentSrNo ?? (isMoveDone ? movedSrNoOf(oldVisit) : null);
  const hasMoved = await moveBooking(tx, accountId, booking.id, { ...change, appointmentSrNo });
  const outcome = change.to === 'failed' ? 'failure' : 'success';
  const transition = (): AuditRow => eventRow(scope, { action: AuditAction.bookingTransition, phiFields: [] }, outcome);
  const moved = hasMoved ? [transition()] : [];
  if (hasMoved && isMoveDone && replacesBookingId !== null) {
    const before = { to: 'released', reasonCode: BookingReason.moved } as const;
    if (await moveBooking(tx, accountId, replacesBookingId, before)) moved.push(transition());
  }
  await appendAudit(tx, [...rows, ...moved]);
}
