import { proxyActivities } from '@temporalio/workflow';
import type { BookingActivities } from '../activities/bookings';
import type { BookingRef } from '../domain/booking/operation';
import { UNTIL_DONE } from '../temporal/retry-policies';
import type { BookingDesk } from './booking-desk';
import { lookUpOnce } from './booking-steps';
import type { PersonsDecision } from './human-control';
import { decideByPerson, decideUnknown } from './person-decides';

const { allowResend, settleByHand, closeBookingTasks } = proxyActivities<BookingActivities>({
  startToCloseTimeout: '10s',
  retry: UNTIL_DONE,
});

/** A person decides about a booking that the staff make by hand, or that Sikka took and never did. */
export const decideBooking = (person: PersonsDecision, booking: BookingRef, mayRetry: boolean) =>
  decideByPerson(person, (to) => settleByHand({ ...booking, to }), mayRetry);

/** A person decides about a booking whose way nobody knows, unless it turns up meanwhile. */
export const decideUnknownBooking = (person: PersonsDecision, booking: BookingRef, desk: BookingDesk) =>
  decideUnknown(person, {
    rest: () => {
      desk.reach('task', { ...booking, kind: 'working' });
      desk.lookOnRequest();
    },
    isAskedAgain: () => desk.isAskedAgain,
    look: async () => {
      const seen = await lookUpOnce(booking);
      if (seen === 'not-found') return null;
      await closeBookingTasks(booking);
      return seen;
    },
    allowAgain: () => allowResend(booking),
    settle: (to) => settleByHand({ ...booking, to }),
  });
