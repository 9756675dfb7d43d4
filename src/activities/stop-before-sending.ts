import type { BookingRef } from '../domain/booking/operation';
import type { Database } from '../persistence/database';
import type { PhiCipher } from '../persistence/phi-cipher';
import { giveUpBooking, type GiveUp } from '../services/give-up-booking';
import { loadBookingContext } from './booking-context';

interface StopDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly now: () => Date;
}

/**
 * Gives a booking up before its request has left. The withdrawal of the intent and the change of state are one
 * transaction: when another attempt has claimed the intent, nothing is given up and the outcome is `unknown`.
 */
export const stopBeforeSending = (
  deps: StopDeps,
  ref: BookingRef,
  how: GiveUp,
): Promise<{ readonly accountId: string; readonly kind: 'failed' | 'unknown' }> =>
  deps.database.transaction(async (tx) => {
    const { booking, scope } = await loadBookingContext(tx, deps.cipher, ref);
    const isGivenUp = await giveUpBooking(tx, deps, booking, scope, how);
    return { accountId: ref.accountId, kind: isGivenUp ? 'failed' : 'unknown' };
  });
