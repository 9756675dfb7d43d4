import { defineUpdate, proxyActivities } from '@temporalio/workflow';
import type { BookingActivities } from '../activities/bookings';
import type { BookAppointmentInput, BookingAnswer, Waiting } from '../domain/booking/operation';
import { UNTIL_DONE } from '../temporal/retry-policies';
import { Desk, NEWS_OF, type Told } from './desk';
import { tellCaller } from './tell-caller';

type Stage = 'awaits-patient' | 'looking-up' | 'sent' | 'confirmed' | 'failed' | 'taken' | 'task' | 'released';

export type BookingDesk = Desk<BookingAnswer, Stage>;

const { openTakenTask } = proxyActivities<BookingActivities>({ startToCloseTimeout: '10s', retry: UNTIL_DONE });

/** Where callers and operators learn how a booking stands. */
export function openBookingDesk(input: BookAppointmentInput): BookingDesk {
  const { accountId, operationKey } = input;
  return new Desk({
    request: defineUpdate<BookingAnswer, [Waiting?]>('requestBooking'),
    working: { accountId, bookingId: null, kind: 'working' },
    newsOf: ({ bookingId, kind }): Told | null => {
      const news = NEWS_OF[kind];
      if (news === undefined) return null;
      const about = bookingId === null ? { accountId, operationKey } : { accountId, bookingId };
      return {
        about,
        async tell() {
          // Nobody else has it: what fails has its task already.
          if (kind === 'taken') await openTakenTask({ ...input, bookingId });
          if (bookingId !== null) await tellCaller({ accountId, bookingId }, news);
        },
      };
    },
  });
}
