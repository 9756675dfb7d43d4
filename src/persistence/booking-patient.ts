import { phi, reveal, type Phi } from '../domain/phi';
import type { VisitOnFile } from '../domain/changes/request';
import type { PmsNewAppointment } from '../domain/pms';
import type { PmsAppointmentChange } from '../domain/pms-writes';
import type { VerifiedPatient } from './call-codes';
import type { AppointmentTypeEntity } from './entities/appointment-type';
import type { BookingEntity } from './entities/booking';
import type { PhiCipher } from './phi-cipher';

export const BOOKING_PATIENT = 'bookings.patient';
export interface BookedPatient {
  readonly patientId: string;
}

/** Who a booking is for, as its row keeps it. */
export const toBookedPatient = (cipher: PhiCipher, accountId: string, patient: Phi<VerifiedPatient>): Promise<Buffer> =>
  cipher.seal(accountId, BOOKING_PATIENT, phi<BookedPatient>({ patientId: reveal(patient).patientId }));

/** The same, as a booking that has just been made has it. */
export const openBookedPatient = (patient: Phi<VerifiedPatient>): Phi<BookedPatient> =>
  phi<BookedPatient>({ patientId: reveal(patient).patientId });

/** The patient's id at the PMS, for a question about them. */
export const toPatientId = (patient: Phi<BookedPatient>): Phi<string> => phi(reveal(patient).patientId);

/** The visit as the PMS is asked for it. The description is the type's name and the opaque reference code. */
export function toNewAppointment(
  booking: BookingEntity,
  patient: Phi<BookedPatient>,
  type: AppointmentTypeEntity,
): Phi<PmsNewAppointment> {
  return phi({
    patientId: reveal(patient).patientId,
    date: booking.localDate,
    time: booking.localTime,
    lengthMinutes: Math.round((booking.endsAt.getTime() - booking.startsAt.getTime()) / 60_000),
    providerId: booking.providerId,
    operatory: booking.operatory,
    description: `${type.name} ${booking.referenceCode}`,
    ...(type.pmsType === null ? {} : { type: type.pmsType }),
  });
}

/** The old visit at its new time, as the PMS is asked for it; null where the old visit has no id at the PMS. */
export function toAppointmentChange(
  booking: BookingEntity,
  oldVisit: Phi<VisitOnFile>,
): Phi<PmsAppointmentChange> | null {
  const { appointmentSrNo } = reveal(oldVisit);
  if (appointmentSrNo === null) return null;
  return phi({
    appointmentSrNo,
    providerId: booking.providerId,
    date: booking.localDate,
    time: booking.localTime,
    lengthMinutes: Math.round((booking.endsAt.getTime() - booking.startsAt.getTime()) / 60_000),
    operatory: booking.operatory,
  });
}

/** The id at the PMS of the visit that a booking moves; it keeps that id at its new time. */
export const movedSrNoOf = (oldVisit: Phi<VisitOnFile> | null): string | null =>
  oldVisit === null ? null : reveal(oldVisit).appointmentSrNo;
