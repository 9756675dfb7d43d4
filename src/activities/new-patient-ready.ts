import type { BookingRef, NewPatientResult } from '../domain/booking/operation';
import type { BlindIndex } from '../crypto/blind-index';
import type { Database } from '../persistence/database';
import { BookingEntity } from '../persistence/entities/booking';
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
      if (change.state === 'failed' || change.state === 'released') return { accountId, kind: 'failed' };
      if (change.state !== 'confirmed') return { accountId, kind: 'waiting' };
      const hasPatient = await attachNewPatient(tx, { cipher, index }, booking, change);
      return { accountId, kind: hasPatient ? 'ready' : 'failed' };
    });
