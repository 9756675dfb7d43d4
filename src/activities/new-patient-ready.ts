import { BookingReason, type BookingRef, type NewPatientResult } from '../domain/booking/operation';
import type { BlindIndex } from '../crypto/blind-index';
import type { Database } from '../persistence/database';
import { BookingEntity } from '../persistence/entities/booking';
import type { PmsChangeEntity } from '../persistence/entities/pms-change';
import { attachNewPatient } from '../persistence/new-patient';
import type { PhiCipher } from '../persistence/phi-cipher';
import { getChange } from '../persistence/pms-changes';

interface NewPatientDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
}

/** Whether the chart that a booking waits for is there; when it is, the booking is for that patient from now on. */
export const checkNewPatient =
  ({ database, cipher, index }: NewPatientDeps) =>
  ({ accountId, bookingId }: BookingRef): Promise<NewPatientResult> =>
    database.transaction(async (tx): Promise<NewPatientResult> => {
      const booking = await tx.findOneByOrFail(BookingEntity, { accountId, id: bookingId });
      if (booking.state !== 'held' || booking.awaitsChangeId === null) return { accountId, kind: 'ready' };
      const change = await getChange(tx, accountId, booking.awaitsChangeId);
      if (isHopeless(change)) return { accountId, kind: 'failed' };
      // Confirmed without an id: the practice's software tells it later, or not at all.
      const hasPatient = await attachNewPatient(tx, { cipher, index }, booking, change);
      return { accountId, kind: hasPatient ? 'ready' : 'waiting' };
    });

/** The chart will not come about by us: what people enter by hand, they book by hand. */
const isHopeless = ({ state, route, reasonCode }: PmsChangeEntity): boolean =>
  state === 'failed' || state === 'released' || route === 'staff' || reasonCode === BookingReason.byHand;
