import { isCancellation, proxyActivities, proxyLocalActivities, sleep } from '@temporalio/workflow';
import type { BookingActivities } from '../activities/bookings';
import type { AuditActivities } from '../activities/record-audit';
import type { PmsBookingActivities } from '../activities/pms-bookings';
import {
  BookingReason,
  type BookAppointmentInput,
  type BookedAtOnce,
  type BookingRef,
  type HoldResult,
  type LookUpResult,
  type SendResult,
} from '../domain/booking/operation';
import { FOLLOW_UP } from '../temporal/priorities';
import { BACKGROUND_READ, LOCAL_STEP, ONE_ATTEMPT, UNTIL_DONE } from '../temporal/retry-policies';
import { lookUpDelaysMs, READ_BACK_DELAYS_MS, SEND_RETRY_DELAYS_MS, WRITEBACK_POLL_DELAYS_MS } from './booking-delays';

const quick = proxyLocalActivities<BookingActivities>({
  startToCloseTimeout: '2s',
  scheduleToCloseTimeout: '5s',
  retry: LOCAL_STEP,
});
const durable = proxyActivities<BookingActivities>({ startToCloseTimeout: '10s', retry: UNTIL_DONE });
export const { openBookingTask, failBooking } = durable;
const { recordAudit } = proxyActivities<AuditActivities>({ startToCloseTimeout: '10s', retry: UNTIL_DONE });
const once = proxyActivities<PmsBookingActivities>({ startToCloseTimeout: '20s', retry: ONE_ATTEMPT });
const { sendBooking } = once;
const { checkWriteback, readBackBooking } = proxyActivities<PmsBookingActivities>({
  startToCloseTimeout: '20s',
  retry: BACKGROUND_READ,
  priority: FOLLOW_UP,
});
/** It may wait for another's sweep of the write-backs, then make one, then read visits. */
const { lookUpBooking } = proxyActivities<PmsBookingActivities>({
  startToCloseTimeout: '45s',
  retry: BACKGROUND_READ,
  priority: FOLLOW_UP,
});

/** A few milliseconds when all is well; with our database out of reach, as long as it takes. */
export async function hold(input: BookAppointmentInput & { readonly workflowId: string }): Promise<HoldResult> {
  try {
    return await quick.holdSlot(input);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return durable.holdSlot(input);
  }
}

/** An activity that failed for good is a known way for a step to end; a cancelled workflow is not. */
const insteadOfFailure =
  <T>(value: T) =>
  (error: unknown): T => {
    if (isCancellation(error)) throw error;
    return value;
  };

/**
 * Holds and sends in one activity of one attempt. Null when it did not come back: then nobody knows how far it came, and
 * holding again, which finds what is there, leads to the steps that do.
 */
export const bookAtOnce = (
  input: BookAppointmentInput & { readonly workflowId: string },
): Promise<BookedAtOnce | null> => once.bookAtOnce(input).catch(insteadOfFailure(null));

type Sent =
  | { readonly kind: 'sent' | 'confirmed' | 'unknown' | 'released' | 'taken' }
  | { readonly kind: 'failed'; readonly reasonCode: BookingReason };

const send = (booking: BookingRef): Promise<SendResult> =>
  sendBooking(booking).catch(insteadOfFailure({ accountId: booking.accountId, kind: 'retry' } as const));

/** Sends until it is taken, refused or unknown. Only proof of non-acceptance leads to another try. */
export const sendOnce = async (booking: BookingRef): Promise<Sent> => sendUntilKnown(booking, await send(booking));

/** The same after a first try that has been made. */
export async function sendUntilKnown(booking: BookingRef, first: SendResult): Promise<Sent> {
  let result = first;
  for (const delayMs of SEND_RETRY_DELAYS_MS) {
    if (result.kind === 'unknown' && result.unrecorded !== undefined) {
      await recordAudit({ accountId: booking.accountId, rows: result.unrecorded });
    }
    if (result.kind !== 'retry') return result;
    await sleep(delayMs);
    result = await send(booking);
  }
  if (result.kind !== 'retry') return sendUntilKnown(booking, result);
  const reasonCode = BookingReason.pmsUnavailable;
  const { kind } = await failBooking({ ...booking, reasonCode });
  return kind === 'failed' ? { kind: 'failed', reasonCode } : { kind: 'unknown' };
}

/** One look for a write whose answer was lost. */
export const lookUpOnce = async (booking: BookingRef): Promise<LookUpResult['kind']> =>
  (await lookUpBooking(booking).catch(insteadOfFailure({ kind: 'not-found' } as const))).kind;

/** Looks for a write whose answer was lost. Never sends. Not found: the window is over and nobody knows. */
export async function lookUpUntilKnown(booking: BookingRef, windowSeconds: number): Promise<LookUpResult['kind']> {
  for (const delayMs of lookUpDelaysMs(windowSeconds * 1_000)) {
    const kind = await lookUpOnce(booking);
    if (kind !== 'not-found') return kind;
    await sleep(delayMs);
  }
  return 'not-found';
}

/** Asks after the write-back, often at first, for a day. Pending is normal: the practice's computer may be off. */
export async function followWriteback(booking: BookingRef): Promise<'confirmed' | 'failed' | 'released' | 'stuck'> {
  for (const delayMs of WRITEBACK_POLL_DELAYS_MS) {
    await sleep(delayMs);
    const { kind } = await checkWriteback(booking).catch(insteadOfFailure({ kind: 'pending' } as const));
    if (kind !== 'pending') return kind;
  }
  return 'stuck';
}

/** The visit must show in the practice's software as it was promised; a mismatch becomes a task. */
export async function readBack(booking: BookingRef): Promise<void> {
  for (const delayMs of READ_BACK_DELAYS_MS) {
    const { kind } = await readBackBooking(booking).catch(insteadOfFailure({ kind: 'absent' } as const));
    if (kind === 'matches') return;
    if (kind === 'differs') {
      await openBookingTask({ ...booking, kind: 'check-booking', reasonCode: BookingReason.readBackDiffers });
      return;
    }
    await sleep(delayMs);
  }
  await openBookingTask({ ...booking, kind: 'check-booking', reasonCode: BookingReason.readBackMissing });
}
