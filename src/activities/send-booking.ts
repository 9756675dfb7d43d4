import { appendAudit } from '../audit/append';
import { attemptRow } from '../audit/scope';
import { BookingReason, type BookingRef, type SendResult } from '../domain/booking/operation';
import type { PmsCapabilities } from '../domain/pms-capabilities';
import { findCapabilities } from '../persistence/capabilities';
import { claimIntent, isIntentReady } from '../persistence/write-intents';
import { loadBookingContext, type BookingContext } from './booking-context';
import { actOf, requestOf } from './booking-write';
import { checkSlot, readDay, stop, type BusyDay } from './check-slot';
import type { PmsBookingDeps } from './pms-bookings';
import { postBooking } from './post-booking';

/**
 * Sends the booking's one write. Order: the day is read again and the slot checked · the intent is claimed and the
 * attempt put on record in one commit · the request leaves · what came back is put on record with the new state.
 * An attempt that finds the intent claimed answers `unknown`, sends nothing and gives nothing up.
 */
export const sendBooking =
  (deps: PmsBookingDeps) =>
  async (ref: BookingRef): Promise<SendResult> => {
    const { database, cipher } = deps;
    const { accountId } = ref;
    const [context, isReady] = await database.run((manager) =>
      Promise.all([loadBookingContext(manager, cipher, ref), isIntentReady(manager, ref)]),
    );
    const { state, startsAt } = context.booking;
    if (state === 'sent' || state === 'confirmed') return { accountId, kind: state };
    if (state !== 'held') return { accountId, kind: 'released' };
    if (!isReady) return { accountId, kind: 'unknown' };
    if (startsAt <= deps.now()) {
      // The caller may have been told to wait, so somebody must call back.
      return stop(deps, context, { to: 'released', reasonCode: BookingReason.holdExpired, isForStaff: true });
    }
    const { practice } = context;
    const [day, known] = await Promise.all([
      readDay(deps.sikka, practice, context.booking),
      database.run((manager) => findCapabilities(manager, accountId, practice.integrationId)),
    ]);
    return sendHeld(deps, context, day, known?.capabilities ?? null);
  };

/** The same from where the booking is held, and its day has been read just now. */
export async function sendHeld(
  deps: PmsBookingDeps,
  context: BookingContext,
  day: BusyDay,
  capabilities: PmsCapabilities | null,
): Promise<SendResult> {
  const { booking, scope } = context;
  const { accountId } = booking;
  const slot = await checkSlot(deps, context, day, capabilities);
  if ('kind' in slot) return slot;
  const attempt = attemptRow(scope, actOf(booking), requestOf(booking));
  const rows = [...slot.rows, attempt];
  const isMine = await deps.database.run((manager) => claimIntent(manager, accountId, booking.id, rows));
  if (isMine) return postBooking(deps, context, attempt);
  await deps.database.run((tx) => appendAudit(tx, slot.rows));
  return { accountId, kind: 'unknown' };
}
