import {
  allHandlersFinished,
  condition,
  defineUpdate,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  setWorkflowOptions,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { BookingActivities } from '../activities/bookings';
import type { PmsBookingActivities } from '../activities/pms-bookings';
import {
  BookingReason,
  type BookAppointmentInput,
  type BookingAnswer,
  type BookingRef,
  type LookUpResult,
} from '../domain/booking/operation';
import { BACKGROUND_READ, LOCAL_STEP, ONE_ATTEMPT, UNTIL_DONE } from '../temporal/retry-policies';
import { StageAttribute } from '../temporal/search-attributes';
import { lookUpDelaysMs, READ_BACK_DELAYS_MS, SEND_RETRY_DELAYS_MS, WRITEBACK_POLL_DELAYS_MS } from './booking-delays';

const { holdSlot } = proxyLocalActivities<BookingActivities>({
  startToCloseTimeout: '2s',
  scheduleToCloseTimeout: '5s',
  retry: LOCAL_STEP,
});
const { openBookingTask, failBooking } = proxyActivities<BookingActivities>({
  startToCloseTimeout: '10s',
  retry: UNTIL_DONE,
});
const { sendBooking } = proxyActivities<PmsBookingActivities>({ startToCloseTimeout: '20s', retry: ONE_ATTEMPT });
const { lookUpBooking, checkWriteback, readBackBooking } = proxyActivities<PmsBookingActivities>({
  startToCloseTimeout: '20s',
  retry: BACKGROUND_READ,
});

/** Asks for the booking and answers as soon as something true can be said; asked again, it says what is true by then. */
export const requestBooking = defineUpdate<BookingAnswer>('requestBooking');

type Stage = 'holding' | 'held' | 'looking-up' | 'sent' | 'confirmed' | 'failed' | 'taken' | 'task';

setWorkflowOptions({ failureExceptionTypes: [Error] }, bookAppointment);
/**
 * One visit on its way into the practice's software: hold → send → sent → write-back done → confirmed → read back.
 * The caller is answered at *sent*; everything after that happens however long the practice's computer is off.
 */
export async function bookAppointment(input: BookAppointmentInput): Promise<BookingAnswer> {
  const { accountId } = input;
  let answer: BookingAnswer | undefined;
  setHandler(requestBooking, async () => {
    await condition(() => answer !== undefined);
    return answer as BookingAnswer;
  });
  const reach = (stage: Stage, next?: BookingAnswer): void => {
    upsertSearchAttributes([{ key: StageAttribute, value: stage }]);
    answer = next ?? answer;
  };
  const end = async (stage: Stage, last: BookingAnswer): Promise<BookingAnswer> => {
    reach(stage, last);
    await condition(allHandlersFinished);
    return last;
  };

  const hold = await holdSlot({ ...input, workflowId: workflowInfo().workflowId });
  if (hold.kind === 'taken') return end('taken', { accountId, bookingId: null, kind: 'taken' });
  const booking: BookingRef = { accountId, bookingId: hold.bookingId };

  if (hold.route === 'staff') {
    await openBookingTask({ ...booking, kind: 'book-by-hand', reasonCode: BookingReason.staffWillBook });
    return end('task', { ...booking, kind: 'task' });
  }
  if (hold.kind === 'confirmed') return end('confirmed', { ...booking, kind: 'confirmed' });

  let stage: 'held' | 'sent' | 'confirmed' = hold.kind;
  if (stage === 'held') {
    const sent = await sendOnce(booking);
    if (sent.kind === 'taken') {
      if (sent.isLate) await openBookingTask({ ...booking, kind: 'book-by-hand', reasonCode: BookingReason.slotTaken });
      return end('taken', { ...booking, kind: 'taken' });
    }
    if (sent.kind === 'failed') return end('failed', { ...booking, kind: 'not-done', reasonCode: sent.reasonCode });
    if (sent.kind === 'unknown') reach('looking-up');
    const known = sent.kind === 'unknown' ? await lookUpUntilKnown(booking, input.lookupWindowSeconds) : sent.kind;
    if (known === 'not-found') {
      await openBookingTask({ ...booking, kind: 'check-booking', reasonCode: BookingReason.outcomeUnknown });
      return end('task', { ...booking, kind: 'working' });
    }
    stage = known;
  }

  if (stage === 'sent') {
    reach('sent', { ...booking, kind: 'sent' });
    const outcome = await followWriteback(booking);
    if (outcome === 'failed') {
      return end('failed', { ...booking, kind: 'not-done', reasonCode: BookingReason.writebackFailed });
    }
    if (outcome === 'stuck') {
      await openBookingTask({ ...booking, kind: 'check-booking', reasonCode: BookingReason.writebackStuck });
      return end('task', { ...booking, kind: 'sent' });
    }
  }

  reach('confirmed', { ...booking, kind: 'confirmed' });
  await readBack(booking);
  return end('confirmed', { ...booking, kind: 'confirmed' });
}

type Sent =
  | { readonly kind: 'sent' | 'confirmed' | 'unknown' }
  /** Late: after another try, when the caller may have been told that we are still working on it. */
  | { readonly kind: 'taken'; readonly isLate: boolean }
  | { readonly kind: 'failed'; readonly reasonCode: BookingReason };

/** An activity that failed for good is a known way for a step to end; a cancelled workflow is not. */
const insteadOfFailure =
  <T>(value: T) =>
  (error: unknown): T => {
    if (isCancellation(error)) throw error;
    return value;
  };

/** Sends until it is taken, refused or unknown. Only proof of non-acceptance leads to another try. */
async function sendOnce(booking: BookingRef): Promise<Sent> {
  for (const [tries, delayMs] of SEND_RETRY_DELAYS_MS.entries()) {
    const result = await sendBooking(booking).catch(insteadOfFailure({ kind: 'retry' } as const));
    if (result.kind === 'taken') return { kind: 'taken', isLate: tries > 0 };
    if (result.kind !== 'retry') return result;
    await sleep(delayMs);
  }
  const reasonCode = BookingReason.pmsUnavailable;
  const { kind } = await failBooking({ ...booking, reasonCode });
  return kind === 'failed' ? { kind: 'failed', reasonCode } : { kind: 'unknown' };
}

/** Looks for a write whose answer was lost. Never sends. Not found: the window is over and nobody knows. */
async function lookUpUntilKnown(booking: BookingRef, windowSeconds: number): Promise<LookUpResult['kind']> {
  for (const delayMs of lookUpDelaysMs(windowSeconds * 1_000)) {
    const { kind } = await lookUpBooking(booking).catch(insteadOfFailure({ kind: 'not-found' } as const));
    if (kind !== 'not-found') return kind;
    await sleep(delayMs);
  }
  return 'not-found';
}

/** Asks after the write-back, often at first, for a day. Pending is normal: the practice's computer may be off. */
async function followWriteback(booking: BookingRef): Promise<'confirmed' | 'failed' | 'stuck'> {
  for (const delayMs of WRITEBACK_POLL_DELAYS_MS) {
    const { kind } = await checkWriteback(booking).catch(insteadOfFailure({ kind: 'pending' } as const));
    if (kind !== 'pending') return kind;
    await sleep(delayMs);
  }
  return 'stuck';
}

/** The visit must show in the practice's software as it was promised; a mismatch becomes a task. */
async function readBack(booking: BookingRef): Promise<void> {
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
