import type { EntityManager } from 'typeorm';
import type { AuditScope } from '../audit/scope';
import type { BookingRef } from '../domain/booking/operation';
import type { Phi } from '../domain/phi';
import { getAppointmentType } from '../persistence/appointment-types';
import { BOOKING_PATIENT, type BookedPatient } from '../persistence/booking-patient';
import { getBooking } from '../persistence/bookings';
import { CallSessionEntity } from '../persistence/entities/call-session';
import type { AppointmentTypeEntity } from '../persistence/entities/appointment-type';
import type { BookingEntity } from '../persistence/entities/booking';
import type { PhiCipher } from '../persistence/phi-cipher';
import { getPractice, type Practice } from '../persistence/practices';

/** Everything that a step of a booking needs to know, read afresh: another step may have moved it. */
export interface BookingContext {
  readonly booking: BookingEntity;
  readonly practice: Practice;
  readonly appointmentType: AppointmentTypeEntity;
  readonly patient: Phi<BookedPatient>;
  readonly scope: AuditScope;
}

export async function loadBookingContext(
  tx: EntityManager,
  cipher: PhiCipher,
  { accountId, bookingId }: BookingRef,
): Promise<BookingContext> {
  const booking = await getBooking(tx, accountId, bookingId);
  const practice = await getPractice(tx, accountId, booking.integrationId);
  const session = await tx.findOneByOrFail(CallSessionEntity, { accountId, id: booking.callSessionId });
  return {
    booking,
    practice,
    appointmentType: await getAppointmentType(tx, accountId, booking.appointmentTypeId),
    patient: await cipher.open<BookedPatient>(accountId, BOOKING_PATIENT, booking.patient),
    scope: bookingScope(booking, session.vapiCallId),
  };
}

/** Work on a booking after its tool call has been answered is the system's, for the patient it is booked for. */
const bookingScope = (booking: BookingEntity, vapiCallId: string): AuditScope => ({
  accountId: booking.accountId,
  integrationId: booking.integrationId,
  actorType: 'system',
  assuranceLevel: null,
  evidence: [],
  patientRef: booking.patientIndex,
  vapiCallId,
  toolCallId: null,
  workflowId: booking.workflowId,
});
