import { appendAudit } from '../audit/append';
import type { BookedAtOnce } from '../domain/booking/operation';
import { loadBookingRequest } from '../persistence/booking-requests';
import { bookingScope } from './booking-context';
import { dayRows, readDay } from './check-slot';
import { holdRequest, type HoldDeps, type HoldInput } from './hold-slot';
import type { PmsBookingDeps } from './pms-bookings';
import { sendHeld } from './send-booking';

/**
 * Holds the slot and sends, in one step while a caller waits: the day is read while the hold is made. Where it breaks
 * off, `holdSlot` and `sendBooking` go on from what is there.
 */
export const bookAtOnce =
  (deps: PmsBookingDeps & HoldDeps) =>
  async (input: HoldInput): Promise<BookedAtOnce> => {
    const { accountId } = input;
    const request = await deps.database.run((manager) => loadBookingRequest(manager, deps.cipher, input));
    const reading = readDay(deps.sikka, request.practice, request.offer);
    const [held, day] = await Promise.all([holdRequest(deps, input, request), reading]);
    if (!('fresh' in held)) {
      const scope = bookingScope({ ...input, patientIndex: request.patientIndex }, input.vapiCallId);
      await deps.database.run((tx) => appendAudit(tx, dayRows({ scope }, day)));
      return { accountId, held, sent: null };
    }
    const { id: bookingId, route } = held.fresh.booking;
    const sent = await sendHeld(deps, held.fresh, day, request.capabilities);
    return { accountId, held: { accountId, kind: 'held', bookingId, route }, sent };
  };
