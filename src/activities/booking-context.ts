import type { EntityManager } from 'typeorm';
import { BLANK_SCOPE, type AuditScope } from '../audit/scope';
import type { BookingRef } from '../domain/booking/operation';
import type { VisitOnFile } from '../domain/changes/request';
import type { Phi } from '../domain/phi';
import { BOOKING_PATIENT, type BookedPatient } from '../persistence/booking-patient';
import { getBookingWithPractice } from '../persistence/bookings';
import type { AppointmentTypeEntity } from '../persistence/entities/appointment-type';
import type { BookingEntity } from '../persistence/entities/booking';
import { openOldVisit } from '../persistence/old-visit';
import type { PhiCipher } from '../persistence/phi-cipher';
import type { Practice } from '../persistence/practices';
import { runTraceId } from './run-trace-id';

/** Everything that a step of a booking needs to know, read afresh: another step may have moved it. */
export interface BookingContext {
  readonly booking: BookingEntity;
  readonly practice: Practice;
  readonly appointmentType: AppointmentTypeEntity;
  readonly patient: Phi<BookedPatient>;
  /** The visit that this one replaces; null for a new one. */
  readonly oldVisit: Phi<VisitOnFile> | null;
  readonly scope: AuditScope;
}

export async function loadBookingContext(
  tx: EntityManager,
  cipher: PhiCipher,
  { accountId, bookingId }: BookingRef,
): Promise<BookingContext> {
  const { booking, practice, appointmentType, vapiCallId } = await getBookingWithPractice(tx, accountId, bookingId);
  return {
    booking,
    practice,
    appointmentType,
    patient: await cipher.open<BookedPatient>(accountId, BOOKING_PATIENT, booking.patient),
    oldVisit: await openOldVisit(cipher, booking),
    scope: bookingScope(booking, vapiCallId),
  };
}

/** Work on a booking after its tool call has been answered is the system's, for the patient it is booked for. */
export const bookingScope = (
  booking: Pick<BookingEntity, 'accountId' | 'integrationId' | 'patientIndex' | 'workflowId'>,
  vapiCallId: string,
): AuditScope => ({
  ...BLANK_SCOPE,
  accountId: booking.accountId,
  integrationId: booking.integrationId,
  patientRef: booking.patientIndex,
  vapiCallId,
  workflowId: booking.workflowId,
  traceId: runTraceId(),
});
