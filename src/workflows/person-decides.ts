import { proxyActivities } from '@temporalio/workflow';
import type { BookingActivities } from '../activities/bookings';
import type { BookingAnswer, BookingRef } from '../domain/booking/operation';
import { UNTIL_DONE } from '../temporal/retry-policies';
import { LATER_LOOKS_MS, PERSON_DECIDES_MS } from './booking-delays';
import type { BookingDesk } from './booking-desk';
import { lookUpOnce } from './booking-steps';
import type { Decision, PersonsDecision } from './human-control';

const { allowResend, settleByHand, closeBookingTasks } = proxyActivities<BookingActivities>({
  startToCloseTimeout: '10s',
  retry: UNTIL_DONE,
});

/** `task`: nobody has decided, or what was decided is not possible any more, and the task stands. */
type Decided = 'confirmed' | 'released' | 'again' | 'task';

/** Waits until an operator has decided about a booking that the staff make by hand, or whose write-back never ends. */
export async function decideByPerson(
  person: PersonsDecision,
  booking: BookingRef,
  mayRetry: boolean,
): Promise<Decided> {
  for (;;) {
    const decision = await person.wait(PERSON_DECIDES_MS);
    if (decision === null) return 'task';
    if (decision !== 'retry') return settle(booking, decision);
    if (mayRetry) return 'again';
  }
}

/**
 * Waits for a person where nobody knows whether a visit is in the PMS, and goes on looking all the while: reads lag by up
 * to a day, and whoever asks again gets a fresh look. Only a person's word that it is not there leads to a second send.
 */
export async function decideUnknown(
  person: PersonsDecision,
  booking: BookingRef,
  desk: BookingDesk,
): Promise<Decided | 'sent'> {
  const unknown: BookingAnswer = { ...booking, kind: 'working' };
  const waits = LATER_LOOKS_MS[Symbol.iterator]();
  for (let wait = waits.next(); !wait.done; wait = desk.isAskedAgain ? wait : waits.next()) {
    desk.reach('task', unknown);
    desk.lookOnRequest();
    const decision = await person.wait(wait.value, () => desk.isAskedAgain);
    if (decision === 'retry') {
      await allowResend(booking);
      return 'again';
    }
    if (decision !== null) return settle(booking, decision);
    const seen = await lookUpOnce(booking);
    if (seen === 'not-found') continue;
    await closeBookingTasks(booking);
    return seen;
  }
  return 'task';
}

const settle = async (booking: BookingRef, decision: Exclude<Decision, 'retry'>): Promise<Decided> =>
  (await settleByHand({ ...booking, to: decision === 'cancel' ? 'released' : 'confirmed' })).kind;
