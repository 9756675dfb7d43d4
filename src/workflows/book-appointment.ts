import {
  allHandlersFinished,
  condition,
  defineUpdate,
  setHandler,
  setWorkflowOptions,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import {
  BookingReason,
  type BookAppointmentInput,
  type BookingAnswer,
  type BookingRef,
} from '../domain/booking/operation';
import { StageAttribute } from '../temporal/search-attributes';
import { followWriteback, hold, lookUpUntilKnown, openBookingTask, readBack, sendOnce } from './booking-steps';

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

  const held = await hold({ ...input, workflowId: workflowInfo().workflowId });
  if (held.kind === 'taken') return end('taken', { accountId, bookingId: null, kind: 'taken' });
  const booking: BookingRef = { accountId, bookingId: held.bookingId };

  if (held.route === 'staff') {
    await openBookingTask({ ...booking, kind: 'book-by-hand', reasonCode: BookingReason.staffWillBook });
    return end('task', { ...booking, kind: 'task' });
  }
  if (held.kind === 'confirmed') return end('confirmed', { ...booking, kind: 'confirmed' });

  let stage: 'held' | 'sent' | 'confirmed' = held.kind;
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
