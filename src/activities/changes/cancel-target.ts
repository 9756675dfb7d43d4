import type { EntityManager } from 'typeorm';
import { toCancelTarget, visitOf, type CancelTarget } from '../../domain/changes/cancel';
import { cancelRequest, type CancelRequest } from '../../domain/changes/request';
import type { Phi } from '../../domain/phi';
import { readRequest } from '../../persistence/change-details';
import { BookingEntity } from '../../persistence/entities/booking';
import { openOldVisit, visitOfBooking } from '../../persistence/old-visit';
import type { ChangeContext, ChangeDeps } from './change-manner';

export const cancelRequestOf = ({ request }: Pick<ChangeContext, 'request'>): Phi<CancelRequest> =>
  readRequest(cancelRequest, request);

/** The booking of ours that is cancelled; null where it is a visit that others have made. */
export const findCancelledBooking = async (
  manager: EntityManager,
  { change: { accountId, bookingId } }: ChangeContext,
): Promise<BookingEntity | null> =>
  bookingId === null ? null : manager.findOneByOrFail(BookingEntity, { accountId, id: bookingId });

/**
 * The visit at the PMS that is to be cancelled. Of a booking that moved a visit and did not come about it is the visit
 * that still stands. Null where the PMS has none, or none that we know the number of.
 */
export async function findCancelTarget(
  { cipher }: Pick<ChangeDeps, 'cipher'>,
  context: ChangeContext,
  booking: BookingEntity | null,
): Promise<CancelTarget | null> {
  if (booking === null) return toCancelTarget(visitOf(cancelRequestOf(context)));
  if (booking.appointmentSrNo !== null) return toCancelTarget(await visitOfBooking(cipher, booking));
  const oldVisit = booking.state === 'confirmed' ? null : await openOldVisit(cipher, booking);
  return oldVisit === null ? null : toCancelTarget(oldVisit);
}
