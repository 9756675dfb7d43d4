import type { EntityManager } from 'typeorm';
import { appendAudit } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { AuditAction } from '../audit/vocabulary';
import { eventRow } from '../audit/scope';
import { moveBooking, type BookingChange } from '../persistence/booking-changes';
import type { BookingContext } from './booking-context';

/** Moves a booking and appends its audit row, with those of the step that led to it, as the transaction's last statement. */
export async function changeBooking(
  tx: EntityManager,
  { booking, scope }: BookingContext,
  change: BookingChange,
  rows: readonly AuditRow[] = [],
): Promise<void> {
  const hasMoved = await moveBooking(tx, booking.accountId, booking.id, change);
  const outcome = change.to === 'failed' ? 'failure' : 'success';
  const moved = eventRow(scope, { action: AuditAction.bookingTransition, phiFields: [] }, outcome);
  await appendAudit(tx, hasMoved ? [...rows, moved] : rows);
}
