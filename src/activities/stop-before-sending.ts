import { appendAudit } from '../audit/append';
import type { AuditRow } from '../audit/events';
import type { BookingReason, BookingRef } from '../domain/booking/operation';
import type { Database } from '../persistence/database';
import type { PhiCipher } from '../persistence/phi-cipher';
import { withdrawIntent } from '../persistence/write-intents';
import { loadBookingContext } from './booking-context';
import { byHandTaskOf, openTaskFor } from './booking-tasks';
import { changeBooking } from './change-booking';

interface StopDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly now: () => Date;
}

interface Stop {
  readonly to: 'failed' | 'released';
  readonly reasonCode: BookingReason;
  /** Whether the practice's people are asked to settle it with the patient. */
  readonly isForStaff: boolean;
  /** Rows of the requests that led to this. */
  readonly rows?: readonly AuditRow[];
}

/**
 * Gives a booking up before its request has left. The withdrawal of the intent and the change of state are one
 * transaction: when another attempt has claimed the intent, nothing is given up and the outcome is `unknown`.
 */
export const stopBeforeSending = (
  deps: StopDeps,
  ref: BookingRef,
  { to, reasonCode, isForStaff, rows = [] }: Stop,
): Promise<{ readonly accountId: string; readonly kind: 'failed' | 'unknown' }> =>
  deps.database.transaction(async (tx) => {
    const { accountId, bookingId } = ref;
    if (!(await withdrawIntent(tx, accountId, bookingId))) {
      await appendAudit(tx, rows);
      return { accountId, kind: 'unknown' };
    }
    const context = await loadBookingContext(tx, deps.cipher, ref);
    if (isForStaff) await openTaskFor(tx, deps, context, { kind: byHandTaskOf(context.booking), reasonCode });
    await changeBooking(tx, context, { to, reasonCode }, rows);
    return { accountId, kind: 'failed' };
  });
