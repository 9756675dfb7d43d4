import { appendAudit } from '../audit/append';
import { eventRow } from '../audit/scope';
import { AuditAction } from '../audit/vocabulary';
import { BookingReason, type BookingRef } from '../domain/booking/operation';
import type { Database } from '../persistence/database';
import type { PhiCipher } from '../persistence/phi-cipher';
import { closeTasksOf } from '../persistence/staff-tasks';
import { reopenIntent, settleIntent, withdrawIntent } from '../persistence/write-intents';
import { loadBookingContext } from './booking-context';
import { changeBooking } from './change-booking';

interface SettleDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
}

/** `task`: it was decided otherwise in the meantime. */
export interface SettledByHand {
  readonly accountId: string;
  readonly kind: 'confirmed' | 'released' | 'task';
}

/** What a person has decided about a booking whose way nobody knew: it stands in the PMS, or it shall not. */
export const settleByHand =
  ({ database, cipher }: SettleDeps) =>
  ({ to, ...ref }: BookingRef & { readonly to: 'confirmed' | 'released' }): Promise<SettledByHand> =>
    database.transaction(async (tx): Promise<SettledByHand> => {
      const { accountId, bookingId } = ref;
      const context = await loadBookingContext(tx, cipher, ref);
      const { state } = context.booking;
      if (state === to) return { accountId, kind: to };
      if (state !== 'held' && state !== 'sent') return { accountId, kind: 'task' };
      await withdrawIntent(tx, accountId, bookingId);
      await settleIntent(tx, accountId, bookingId, to === 'confirmed' ? 'accepted' : 'rejected');
      await closeTasksOf(tx, accountId, { bookingId });
      await changeBooking(tx, context, { to, reasonCode: BookingReason.byHand });
      return { accountId, kind: to };
    });

/** What nobody knew has turned up by itself: nobody need look any more. */
export const closeBookingTasks =
  ({ database }: SettleDeps) =>
  async ({ accountId, bookingId }: BookingRef): Promise<{ readonly accountId: string }> => {
    await database.run((manager) => closeTasksOf(manager, accountId, { bookingId }));
    return { accountId };
  };

/** A person vouches that the visit is not in the PMS: it may be sent again, and the task is done. */
export const allowResend =
  ({ database, cipher }: SettleDeps) =>
  (ref: BookingRef): Promise<{ readonly accountId: string }> =>
    database.transaction(async (tx) => {
      const { accountId, bookingId } = ref;
      if (!(await reopenIntent(tx, accountId, bookingId))) return { accountId };
      const { scope } = await loadBookingContext(tx, cipher, ref);
      await closeTasksOf(tx, accountId, { bookingId });
      const act = { action: AuditAction.operatorDecision, subject: `booking:${bookingId}`, phiFields: [] };
      await appendAudit(tx, [eventRow(scope, act, 'success')]);
      return { accountId };
    });
