import { appendAudit } from '../audit/append';
import { AuditAction } from '../audit/vocabulary';
import { exchangeRows } from '../audit/scope';
import { BookingReason, type BookingRef, type WritebackResult } from '../domain/booking/operation';
import { byHandTaskOf } from '../persistence/by-hand-task';
import { recordProven } from '../persistence/capabilities';
import { loadBookingContext } from './booking-context';
import { openTaskFor } from './booking-tasks';
import { writeOf } from './booking-write';
import { changeBooking } from './change-booking';
import type { PmsBookingDeps } from './pms-bookings';

/** Asks what became of the write-back. Done without error is *confirmed*; an error is *failed*, with a staff task. */
export const checkWriteback =
  (deps: PmsBookingDeps) =>
  async (ref: BookingRef): Promise<WritebackResult> => {
    const { database, cipher, sikka } = deps;
    const { accountId } = ref;
    const context = await database.run((manager) => loadBookingContext(manager, cipher, ref));
    const { booking, practice, scope } = context;
    if (booking.state !== 'held' && booking.state !== 'sent') return { accountId, kind: booking.state };
    if (booking.writebackId === null) return { accountId, kind: 'pending' };

    const reply = await sikka.writebacks.getWritebackStatus(
      { office: practice.office, priority: 'background' },
      booking.writebackId,
    );
    const rows = exchangeRows(scope, { action: AuditAction.writebackRead, phiFields: ['payload_body'] }, reply);
    const status = reply.ok ? reply.value : ({ state: 'pending' } as const);

    return database.transaction(async (tx): Promise<WritebackResult> => {
      if (status.state === 'done') {
        await recordProven(tx, accountId, practice.integrationId, writeOf(booking));
        await changeBooking(tx, context, { to: 'confirmed', appointmentSrNo: status.createdId }, rows);
        return { accountId, kind: 'confirmed' };
      }
      if (status.state === 'failed') {
        const reasonCode = BookingReason.writebackFailed;
        await openTaskFor(tx, deps, context, { kind: byHandTaskOf(booking), reasonCode, details: status.reason });
        await changeBooking(tx, context, { to: 'failed', reasonCode }, rows);
        return { accountId, kind: 'failed' };
      }
      await appendAudit(tx, rows);
      return { accountId, kind: 'pending' };
    });
  };
