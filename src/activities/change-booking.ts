import type { EntityManager } from 'typeorm';
import { appendAudit } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { AuditAction } from '../audit/vocabulary';
import { eventRow } from '../audit/scope';
import { BookingReason } from '../domain/booking/operation';
import { movedSrNoOf } from '../persistence/booking-patient';
import { listOthersOfVisit } from '../persistence/bookings';
import { moveBooking, type BookingChange } from '../persistence/booking-changes';
import type { BookingContext } from './booking-context';

/**
 * Moves a booking and appends its audit row, with those of the step that led to it, as the transaction's last statement.
 * A visit that has moved keeps its id at the PMS, and the bookings that it was before are released with the same commit.
 */
export async function changeBooking(
  tx: EntityManager,
  { booking, oldVisit, scope }: BookingContext,
  change: BookingChange,
  rows: readonly AuditRow[] = [],
): Promise<void> {
  const { accountId } = booking;
  const isMoveDone = booking.writeKind === 'move' && change.to === 'confirmed';
  const appointmentSrNo = change.appointmentSrNo ?? (isMoveDone ? movedSrNoOf(oldVisit) : null);
  const hasMoved = await moveBooking(tx, accountId, booking.id, { ...change, appointmentSrNo });
  const outcome = change.to === 'failed' ? 'failure' : 'success';
  const transition = (): AuditRow => eventRow(scope, { action: AuditAction.bookingTransition, phiFields: [] }, outcome);
  const moved = hasMoved ? [transition()] : [];
  const others = hasMoved && isMoveDone ? await bookingsBefore(tx, booking, appointmentSrNo) : [];
  for (const other of others) {
    if (await moveBooking(tx, accountId, other, { to: 'released', reasonCode: BookingReason.moved })) {
      moved.push(transition());
    }
  }
  await appendAudit(tx, [...rows, ...moved]);
}

/** The booking that this one replaces, and those of earlier calls that stand for the same visit. */
async function bookingsBefore(
  tx: EntityManager,
  booking: BookingContext['booking'],
  appointmentSrNo: string | null,
): Promise<readonly string[]> {
  const ofVisit = appointmentSrNo === null ? [] : await listOthersOfVisit(tx, booking, appointmentSrNo);
  return [...new Set([...(booking.replacesBookingId === null ? [] : [booking.replacesBookingId]), ...ofVisit])];
}
