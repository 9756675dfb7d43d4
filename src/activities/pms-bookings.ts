import type { BookedAtOnce } from '../domain/booking/operation';
import type { PhiCipher } from '../persistence/phi-cipher';
import type { Database } from '../persistence/database';
import type { SikkaClient } from '../sikka/client';
import type { BookingActivities } from './bookings';
import { checkWriteback } from './check-writeback';
import { lookUpBooking } from './look-up-booking';
import { readBackBooking } from './read-back-booking';
import { sendBooking } from './send-booking';

type HoldSlot = BookingActivities['holdSlot'];

export interface PmsBookingDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly sikka: SikkaClient;
  readonly now: () => Date;
}

export type PmsBookingActivities = ReturnType<typeof createPmsBookingActivities>;

/** Steps of a booking that talk to the practice's software. */
export const createPmsBookingActivities = (deps: PmsBookingDeps & { readonly holdSlot: HoldSlot }) => ({
  /** Holds the slot and sends, in one step while a caller waits. Each half is what it is by itself. */
  async bookAtOnce(input: Parameters<HoldSlot>[0]): Promise<BookedAtOnce> {
    const { accountId } = input;
    const held = await deps.holdSlot(input);
    if (held.kind !== 'held') return { accountId, held, sent: null };
    return { accountId, held, sent: await sendBooking(deps)({ accountId, bookingId: held.bookingId }) };
  },
  sendBooking: sendBooking(deps),
  lookUpBooking: lookUpBooking(deps),
  checkWriteback: checkWriteback(deps),
  readBackBooking: readBackBooking(deps),
});
