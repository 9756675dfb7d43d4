import { appendAudit } from '../audit/append';
import { AuditAction } from '../audit/vocabulary';
import { attemptRow, exchangeRows } from '../audit/scope';
import { BookingReason, type BookingRef, type ReadBackResult } from '../domain/booking/operation';
import { toPatientId } from '../persistence/booking-patient';
import { holdsReferenceCode } from '../sikka/reference-code';
import { loadBookingContext } from './booking-context';
import type { PmsBookingDeps } from './pms-bookings';

/** Reads the confirmed visit in the practice's software and compares it with what the caller was promised. */
export const readBackBooking =
  ({ database, cipher, sikka }: PmsBookingDeps) =>
  async (ref: BookingRef): Promise<ReadBackResult> => {
    const { accountId } = ref;
    const context = await database.run((manager) => loadBookingContext(manager, cipher, ref));
    const { booking, practice, scope } = context;
    const office = { office: practice.office, priority: 'background' } as const;
    const patientId = toPatientId(context.patient);
    const byPatient = { patientId, startDate: booking.localDate, endDate: booking.localDate };
    const { appointmentSrNo } = booking;
    // Made by a person, it carries no code of ours.
    if (appointmentSrNo === null && booking.reasonCode === BookingReason.byHand) return { accountId, kind: 'matches' };

    const act = {
      action: AuditAction.appointmentReadBack,
      phiFields: ['patient_id', 'date', 'time', 'provider_id', 'description'],
    };
    const attempt = attemptRow(scope, act, { endpoint: '/appointments', method: 'GET' });
    await database.run((tx) => appendAudit(tx, [attempt]));
    const reply = await sikka.appointments.findAppointments(
      office,
      appointmentSrNo === null ? byPatient : { appointmentSrNo },
    );
    const rows = exchangeRows(scope, act, reply, attempt.id);
    await database.run((tx) => appendAudit(tx, rows));

    const visit = (reply.ok ? reply.value : []).find(
      (seen) => seen.appointmentSrNo === appointmentSrNo || holdsReferenceCode(seen.patient, booking.referenceCode),
    );
    if (visit === undefined) return { accountId, kind: 'absent' };
    const isAsPromised =
      !visit.isCancelled &&
      visit.date === booking.localDate &&
      visit.startTime === booking.localTime &&
      visit.providerId === booking.providerId &&
      visit.operatory === booking.operatory;
    return { accountId, kind: isAsPromised ? 'matches' : 'differs' };
  };
