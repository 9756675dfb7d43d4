import { BookingReason, type BookAppointmentInput } from '../domain/booking/operation';
import { loadBookingRequest } from '../persistence/booking-requests';
import { byHandTaskOf } from '../persistence/by-hand-task';
import { describeRequest } from '../persistence/call-codes';
import type { Database } from '../persistence/database';
import type { PhiCipher } from '../persistence/phi-cipher';
import { openStaffTask } from '../persistence/staff-tasks';
import { describeMove } from '../services/visit-requests';

interface TakenDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly now: () => Date;
}

/**
 * The time was gone, and the caller has left with the word that we are working on it: the practice's people call them.
 * Without a booking the task is the operation's.
 */
export const openTakenTask =
  ({ database, cipher, now }: TakenDeps) =>
  async (input: BookAppointmentInput & { readonly bookingId: string | null }): Promise<{ accountId: string }> => {
    const { accountId, integrationId, operationKey, bookingId } = input;
    const request = await database.run((manager) => loadBookingRequest(manager, cipher, input));
    const { offer, old } = request;
    await database.transaction((tx) =>
      openStaffTask(tx, cipher, {
        accountId,
        integrationId,
        subject: bookingId === null ? { operationKey } : { bookingId },
        kind: byHandTaskOf(input),
        reasonCode: BookingReason.slotTaken,
        details: old === null ? describeRequest(request, offer) : describeMove(request, old.visit, offer),
        openedAt: now(),
      }),
    );
    return { accountId };
  };
