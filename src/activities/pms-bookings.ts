import type { BlindIndex } from '../crypto/blind-index';
import type { PhiCipher } from '../persistence/phi-cipher';
import type { Database } from '../persistence/database';
import type { SikkaClient } from '../sikka/client';
import { bookAtOnce } from './book-at-once';
import { checkWriteback } from './check-writeback';
import type { HoldDeps } from './hold-slot';
import { lookUpBooking } from './look-up-booking';
import { readBackBooking } from './read-back-booking';
import { sendBooking } from './send-booking';

export interface PmsBookingDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly sikka: SikkaClient;
  readonly now: () => Date;
}

export type PmsBookingActivities = ReturnType<typeof createPmsBookingActivities>;

/** Steps of a booking that talk to the practice's software. */
export const createPmsBookingActivities = (deps: PmsBookingDeps & HoldDeps) => ({
  bookAtOnce: bookAtOnce(deps),
  sendBooking: sendBooking(deps),
  lookUpBooking: lookUpBooking(deps),
  checkWriteback: checkWriteback(deps),
  readBackBooking: readBackBooking(deps),
});
