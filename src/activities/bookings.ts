import type { BlindIndex } from '../crypto/blind-index';
import type { BookingReason, BookingRef } from '../domain/booking/operation';
import type { StaffTaskKind } from '../persistence/staff-tasks';
import { loadBookingContext } from './booking-context';
import { openTaskFor } from './booking-tasks';
import { openTakenTask } from './taken-task';
import { holdSlot, type HoldDeps } from './hold-slot';
import { checkNewPatient } from './new-patient-ready';
import { storeOldVisitCancel } from './release-old-visit';
import { allowResend, closeBookingTasks, settleByHand } from './settle-by-hand';
import { stopBeforeSending } from './stop-before-sending';

export interface BookingActivityDeps extends HoldDeps {
  readonly index: BlindIndex;
}

export type BookingActivities = ReturnType<typeof createBookingActivities>;

/** Steps of a booking that touch our own database only. */
export function createBookingActivities(deps: BookingActivityDeps) {
  const { database, cipher } = deps;
  return {
    holdSlot: holdSlot(deps),
    checkNewPatient: checkNewPatient(deps),
    settleByHand: settleByHand(deps),
    allowResend: allowResend(deps),
    closeBookingTasks: closeBookingTasks(deps),
    storeOldVisitCancel: storeOldVisitCancel(deps),

    /** Gives a booking up, but only with proof that it was never sent; `unknown` when there is none. */
    failBooking({ reasonCode, ...ref }: BookingRef & { readonly reasonCode: BookingReason }) {
      return stopBeforeSending(deps, ref, { to: 'failed', reasonCode, isForStaff: true });
    },

    openTakenTask: openTakenTask(deps),

    /** Asks the practice's people to look at a booking. Once per booking and kind. */
    openBookingTask(input: BookingRef & { readonly kind: StaffTaskKind; readonly reasonCode: BookingReason }) {
      return database.transaction(async (tx): Promise<{ accountId: string }> => {
        await openTaskFor(tx, deps, await loadBookingContext(tx, cipher, input), input);
        return { accountId: input.accountId };
      });
    },
  };
}
