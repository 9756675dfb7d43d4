import { appendAudit } from '../../audit/append';
import { attemptRow, exchangeRows, type AuditedAct } from '../../audit/scope';
import { AuditAction } from '../../audit/vocabulary';
import { toCancelTarget, type CancelTarget } from '../../domain/changes/cancel';
import { BOOKING_PATIENT, toPatientId, type BookedPatient } from '../../persistence/booking-patient';
import { BookingEntity } from '../../persistence/entities/booking';
import { visitOfBooking } from '../../persistence/old-visit';
import { holdsReferenceCode } from '../../sikka/reference-code';
import type { ChangeContext, ChangeDeps } from './change-manner';

const READ: AuditedAct = {
  action: AuditAction.patientVisitsRead,
  phiFields: ['patient_id', 'date', 'time', 'description'],
};
const READ_TIMEOUT_MS = 4_000;

/**
 * The visit of a confirmed booking of which the PMS has told no number: found by the opaque code in its description, and
 * its number kept. Null when it does not show.
 */
export async function findConfirmedVisit(
  { database, cipher, sikka }: ChangeDeps,
  { practice, scope }: ChangeContext,
  booking: BookingEntity | null,
): Promise<CancelTarget | null> {
  if (booking?.state !== 'confirmed') return null;
  const { accountId, id, localDate, referenceCode } = booking;
  const patient = await cipher.open<BookedPatient>(accountId, BOOKING_PATIENT, booking.patient);
  const attempt = attemptRow(scope, READ, { endpoint: '/appointments', method: 'GET' });
  await database.run((tx) => appendAudit(tx, [attempt]));
  const reply = await sikka.appointments.findAppointments(
    { office: practice.office, timeoutMs: READ_TIMEOUT_MS },
    { patientId: toPatientId(patient), startDate: localDate, endDate: localDate },
  );
  const visits = reply.ok ? reply.value : [];
  const visit = visits.find((seen) => holdsReferenceCode(seen.patient, referenceCode));
  return database.transaction(async (tx) => {
    if (visit !== undefined) {
      await tx.update(BookingEntity, { accountId, id }, { appointmentSrNo: visit.appointmentSrNo });
    }
    const known = await tx.findOneByOrFail(BookingEntity, { accountId, id });
    await appendAudit(tx, exchangeRows(scope, READ, reply, attempt.id));
    return toCancelTarget(await visitOfBooking(cipher, known));
  });
}
