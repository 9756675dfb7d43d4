import { appendAudit } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { AuditAction } from '../audit/vocabulary';
import { attemptRow, exchangeRows } from '../audit/scope';
import type { BookingRef, LookUpResult } from '../domain/booking/operation';
import { addDays, toLocal } from '../domain/time/practice-time';
import type { BookingChange } from '../persistence/booking-changes';
import { toPatientId } from '../persistence/booking-patient';
import { settleIntent } from '../persistence/write-intents';
import { holdsReferenceCode } from '../sikka/reference-code';
import { loadBookingContext, type BookingContext } from './booking-context';
import { changeBooking } from './change-booking';
import type { PmsBookingDeps } from './pms-bookings';

/** Sikka's own sample of this list took five seconds. */
const LIST_TIMEOUT_MS = 15_000;

interface Finding {
  readonly change: BookingChange | null;
  readonly rows: readonly AuditRow[];
}

/**
 * Looks for a write whose answer was lost, by the opaque code in its description: first among the write-backs, then
 * among the visits. Finding nothing proves nothing, and never leads to a second send.
 */
export const lookUpBooking =
  (deps: PmsBookingDeps) =>
  async (ref: BookingRef): Promise<LookUpResult> => {
    const { accountId } = ref;
    const context = await deps.database.run((manager) => loadBookingContext(manager, deps.cipher, ref));
    const { state } = context.booking;
    if (state === 'sent' || state === 'confirmed') return { accountId, kind: state };

    const writeback = await findWriteback(deps, context);
    const visit = writeback.change === null ? await findVisit(deps, context) : { change: null, rows: [] };
    const change = writeback.change ?? visit.change;
    const rows = [...writeback.rows, ...visit.rows];
    await deps.database.transaction(async (tx) => {
      if (change === null) return appendAudit(tx, rows);
      await settleIntent(tx, accountId, ref.bookingId, 'accepted');
      return changeBooking(tx, context, change, rows);
    });
    return { accountId, kind: change === null ? 'not-found' : (change.to as 'sent' | 'confirmed') };
  };

async function findWriteback(deps: PmsBookingDeps, { booking, practice, scope }: BookingContext): Promise<Finding> {
  const { date: today } = toLocal(practice.timeZone, booking.createdAt);
  const reply = await deps.sikka.writebacks.findWriteback(
    { timeoutMs: LIST_TIMEOUT_MS, priority: 'background' },
    { from: addDays(today, -1), to: addDays(today, 1) },
    (entry) =>
      entry.officeId === practice.office.officeId &&
      entry.method === 'POST' &&
      holdsReferenceCode(entry.body, booking.referenceCode),
  );
  const rows = exchangeRows(scope, { action: AuditAction.writebackLookUp, phiFields: ['api_request_body'] }, reply);
  const found = reply.ok ? reply.value : null;
  return { rows, change: found === null ? null : { to: 'sent', writebackId: found.writebackId } };
}

async function findVisit(deps: PmsBookingDeps, context: BookingContext): Promise<Finding> {
  const { booking, practice, scope } = context;
  const act = { action: AuditAction.appointmentReadBack, phiFields: ['patient_id', 'date', 'time', 'description'] };
  const attempt = attemptRow(scope, act, { endpoint: '/appointments', method: 'GET' });
  await deps.database.run((tx) => appendAudit(tx, [attempt]));
  const reply = await deps.sikka.appointments.findAppointments(
    { office: practice.office, priority: 'background' },
    { patientId: toPatientId(context.patient), startDate: booking.localDate, endDate: booking.localDate },
  );
  const rows = exchangeRows(scope, act, reply, attempt.id);
  const visits = reply.ok ? reply.value : [];
  const visit = visits.find(({ patient }) => holdsReferenceCode(patient, booking.referenceCode));
  if (visit === undefined) return { rows, change: null };
  return { rows, change: { to: 'confirmed', appointmentSrNo: visit.appointmentSrNo } };
}
