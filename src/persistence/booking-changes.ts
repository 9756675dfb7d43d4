import type { EntityManager } from 'typeorm';
import { canMove, type BookingState } from '../domain/booking/states';
import { BookingEntity } from './entities/booking';
import { BookingTransitionEntity } from './entities/booking-transition';

/** One line of a booking's history. */
export const recordTransition = async (
  tx: EntityManager,
  booking: Pick<BookingEntity, 'id' | 'accountId'>,
  fromState: BookingState | null,
  toState: BookingState,
  reasonCode: string | null,
): Promise<void> => {
  await tx.insert(BookingTransitionEntity, {
    accountId: booking.accountId,
    bookingId: booking.id,
    fromState,
    toState,
    reasonCode,
  });
};

export interface BookingChange {
  readonly to: BookingState;
  readonly reasonCode?: string;
  readonly writebackId?: string;
  readonly appointmentSrNo?: string | null;
}

/**
 * Moves a booking on, with its line of history. Answers false, and changes nothing, when it is already there or the
 * move is not a legal one: a late or repeated step can do no harm.
 */
export async function moveBooking(
  tx: EntityManager,
  accountId: string,
  bookingId: string,
  change: BookingChange,
): Promise<boolean> {
  const booking = await tx.findOneOrFail(BookingEntity, {
    where: { accountId, id: bookingId },
    lock: { mode: 'pessimistic_write' },
  });
  if (booking.state === change.to || !canMove(booking.state, change.to)) return false;
  await tx.update(
    BookingEntity,
    { id: bookingId },
    {
      state: change.to,
      reasonCode: change.reasonCode ?? null,
      holdExpiresAt: null,
      updatedAt: () => 'now()',
      ...(change.writebackId === undefined ? {} : { writebackId: change.writebackId }),
      ...(change.appointmentSrNo === undefined ? {} : { appointmentSrNo: change.appointmentSrNo }),
    },
  );
  await recordTransition(tx, booking, booking.state, change.to, change.reasonCode ?? null);
  return true;
}

/** The booking's history, oldest first. */
export const listTransitions = (
  tx: EntityManager,
  accountId: string,
  bookingId: string,
): Promise<BookingTransitionEntity[]> =>
  tx.find(BookingTransitionEntity, { where: { accountId, bookingId }, order: { id: 'ASC' } });
