import { workflowInfo } from '@temporalio/workflow';
import {
  BookingReason,
  type BookAppointmentInput,
  type BookingAnswer,
  type BookingRef,
  type HoldResult,
  type SendResult,
} from '../domain/booking/operation';
import { awaitNewPatient } from './await-new-patient';
import type { BookingDesk } from './booking-desk';
import {
  bookAtOnce,
  failBooking,
  followWriteback,
  hold,
  lookUpUntilKnown,
  openBookingTask,
  readBack,
  sendOnce,
  sendUntilKnown,
} from './booking-steps';
import type { PersonsDecision } from './human-control';
import { decideBooking, decideUnknownBooking } from './decide-booking';

type Stand = 'sent' | 'confirmed' | BookingAnswer;

/**
 * One visit on its way into the practice's software: hold → send → sent → write-back done → confirmed. The
 * caller is answered at *sent*; everything after that happens however long the practice's computer is off. Comes back with
 * `confirmed`, or with the answer that the story has ended with at the desk.
 */
export async function carryOutBooking(
  input: BookAppointmentInput,
  desk: BookingDesk,
  person: PersonsDecision,
): Promise<BookingAnswer> {
  const { accountId } = input;
  const { held, sent } = await begin(input);
  if (held.kind === 'taken') return desk.end('taken', { accountId, bookingId: null, kind: 'taken' });
  const booking: BookingRef = { accountId, bookingId: held.bookingId };

  if (held.route === 'staff') {
    await openBookingTask({ ...booking, kind: taskFor(input), reasonCode: BookingReason.staffWillBook });
    desk.reach('task', { ...booking, kind: 'task' });
    const decided = await decideBooking(person, booking, false);
    if (decided === 'confirmed') return confirmed(booking, desk);
    return decided === 'released'
      ? desk.end('released', { ...booking, ...WITHDRAWN })
      : desk.end('task', { ...booking, kind: 'task' });
  }

  if (input.awaitsChangeId !== null && held.kind === 'held') {
    desk.reach('awaits-patient', { ...booking, kind: 'working' });
    if (!(await awaitNewPatient(booking))) return withoutPatient(booking, desk);
  }

  let stand: Stand = held.kind === 'held' ? await deliver(input, desk, booking, sent) : held.kind;
  for (;;) {
    if (typeof stand !== 'string') {
      if (stand.kind !== 'working') return stand;
      const decided = await decideUnknownBooking(person, booking, desk);
      if (decided === 'task') return desk.end('task', stand);
      if (decided === 'released') return desk.end('released', { ...booking, ...WITHDRAWN });
      stand = decided === 'again' ? await deliver(input, desk, booking, null) : decided;
      continue;
    }
    if (stand === 'confirmed') return confirmed(booking, desk);
    desk.reach('sent', { ...booking, kind: 'sent' });
    const outcome = await followWriteback(booking);
    if (outcome === 'released') return desk.end('released', { ...booking, ...WITHDRAWN });
    if (outcome === 'failed') {
      return desk.end('failed', { ...booking, kind: 'not-done', reasonCode: BookingReason.writebackFailed });
    }
    if (outcome === 'confirmed') {
      stand = 'confirmed';
      continue;
    }
    await openBookingTask({ ...booking, kind: 'check-booking', reasonCode: BookingReason.writebackStuck });
    desk.reach('task');
    const decided = await decideBooking(person, booking, true);
    if (decided === 'task') return desk.end('task', { ...booking, kind: 'sent' });
    if (decided === 'released') return desk.end('released', { ...booking, ...WITHDRAWN });
    stand = decided === 'confirmed' ? 'confirmed' : 'sent';
  }
}

const WITHDRAWN = { kind: 'not-done', reasonCode: BookingReason.withdrawn } as const;

const taskFor = ({ tool }: BookAppointmentInput): 'book-by-hand' | 'move-by-hand' =>
  tool === 'reschedule-appointment' ? 'move-by-hand' : 'book-by-hand';

interface Begun {
  readonly held: HoldResult;
  readonly sent: SendResult | null;
}

/** Held and sent in one activity while the caller waits; where that did not come back, held by itself. */
async function begin(input: BookAppointmentInput): Promise<Begun> {
  const request = { ...input, workflowId: workflowInfo().workflowId };
  const canBeSent = input.route === 'pms' && input.awaitsChangeId === null;
  const atOnce = canBeSent ? await bookAtOnce(request) : null;
  return atOnce ?? { held: await hold(request), sent: null };
}

function confirmed(booking: BookingRef, desk: BookingDesk): BookingAnswer {
  const answer = { ...booking, kind: 'confirmed' } as const;
  desk.reach('confirmed', answer);
  return answer;
}

/** What follows a confirmation: the caller hears of it, and the visit must show as it was promised. */
export const afterConfirmation = async (
  booking: BookingRef,
  desk: BookingDesk,
  answer: BookingAnswer,
): Promise<void> => {
  await Promise.all([desk.tell(answer), readBack(booking)]);
};

/** Sends until it is sent, or says how the story stands: `working` means that nobody knows. */
async function deliver(
  input: BookAppointmentInput,
  desk: BookingDesk,
  booking: BookingRef,
  first: SendResult | null,
): Promise<Stand> {
  const sent = first === null ? await sendOnce(booking) : await sendUntilKnown(booking, first);
  switch (sent.kind) {
    case 'sent':
    case 'confirmed':
      return sent.kind;
    case 'taken':
      return desk.end('taken', { ...booking, kind: 'taken' });
    case 'released':
      return desk.end('released', { ...booking, ...WITHDRAWN });
    case 'failed':
      return desk.end('failed', { ...booking, kind: 'not-done', reasonCode: sent.reasonCode });
    case 'unknown': {
      desk.reach('looking-up');
      const known = await lookUpUntilKnown(booking, input.lookupWindowSeconds);
      if (known === 'sent' || known === 'confirmed') return known;
      if (known === 'released') return desk.end('released', { ...booking, ...WITHDRAWN });
      await openBookingTask({ ...booking, kind: 'check-booking', reasonCode: BookingReason.outcomeUnknown });
      return { ...booking, kind: 'working' };
    }
  }
}

/** The chart never came about: the time is let go, and the practice's people have the whole wish. */
async function withoutPatient(booking: BookingRef, desk: BookingDesk): Promise<BookingAnswer> {
  const reasonCode = BookingReason.patientMissing;
  await failBooking({ ...booking, reasonCode });
  return desk.end('failed', { ...booking, kind: 'not-done', reasonCode });
}
