import type { EntityManager } from 'typeorm';
import { visitOnFile, type CancelRequest, type VisitOnFile } from '../domain/changes/request';
import { phi, reveal, type Phi } from '../domain/phi';
import { BOOKING_PATIENT, type BookedPatient } from './booking-patient';
import { CALL_VISIT } from './call-visits';
import { BookingEntity } from './entities/booking';
import { CallVisitEntity } from './entities/call-visit';
import type { PhiCipher } from './phi-cipher';

/** Names the place of the visit that a booking replaces to the cipher. */
export const OLD_VISIT = 'bookings.old_visit';

/** The visit that moves, and the booking of ours that it is, where it is one. */
export interface OldVisit {
  readonly visit: Phi<VisitOnFile>;
  readonly booking: BookingEntity | null;
}

interface InCall {
  readonly accountId: string;
  readonly callSessionId: string;
}

/** The visit behind a row of this call. Throws where the row is not of this call. */
export async function findOldVisit(
  tx: EntityManager,
  cipher: PhiCipher,
  { accountId, callSessionId }: InCall,
  which: { readonly callVisitId: string } | { readonly bookingId: string },
): Promise<OldVisit> {
  if ('callVisitId' in which) {
    const row = await tx.findOneByOrFail(CallVisitEntity, { accountId, callSessionId, id: which.callVisitId });
    const visit = await cipher.open<unknown>(accountId, CALL_VISIT, row.visit);
    return { visit: phi(visitOnFile.parse(reveal(visit))), booking: null };
  }
  const booking = await tx.findOneByOrFail(BookingEntity, { accountId, callSessionId, id: which.bookingId });
  return { visit: await visitOfBooking(cipher, booking), booking };
}

/** The visit that a booking replaces, as its row keeps it; null for a new visit. */
export async function openOldVisit(
  cipher: PhiCipher,
  { accountId, oldVisit }: Pick<BookingEntity, 'accountId' | 'oldVisit'>,
): Promise<Phi<VisitOnFile> | null> {
  if (oldVisit === null) return null;
  return phi(visitOnFile.parse(reveal(await cipher.open<unknown>(accountId, OLD_VISIT, oldVisit))));
}

/** A booking of ours as a visit on file. */
export async function visitOfBooking(cipher: PhiCipher, booking: BookingEntity): Promise<Phi<VisitOnFile>> {
  const patient = await cipher.open<BookedPatient>(booking.accountId, BOOKING_PATIENT, booking.patient);
  return phi({
    appointmentSrNo: booking.appointmentSrNo,
    patientId: reveal(patient).patientId,
    date: booking.localDate,
    time: booking.localTime,
    lengthMinutes: Math.round((booking.endsAt.getTime() - booking.startsAt.getTime()) / 60_000),
    providerId: booking.providerId,
    operatory: booking.operatory,
    status: '',
    type: '',
  });
}

/** The request to cancel the old visit of a move; the reason is ours, not the caller's. */
export const toCancelRequest = (visit: Phi<VisitOnFile>): Phi<CancelRequest> =>
  phi({ visit: reveal(visit), reason: 'moved to another time' });
