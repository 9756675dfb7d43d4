import { defineUpdate } from '@temporalio/workflow';
import type { BookingAnswer, Waiting } from '../domain/booking/operation';
import { Desk, NEWS_OF } from './desk';

type Stage = 'awaits-patient' | 'looking-up' | 'sent' | 'confirmed' | 'failed' | 'taken' | 'task' | 'released';

export type BookingDesk = Desk<BookingAnswer, Stage>;

/** Where callers and operators learn how a booking stands. */
export const openBookingDesk = (accountId: string): BookingDesk =>
  new Desk({
    request: defineUpdate<BookingAnswer, [Waiting?]>('requestBooking'),
    working: { accountId, bookingId: null, kind: 'working' },
    newsOf: ({ bookingId, kind }) => {
      const news = NEWS_OF[kind];
      return bookingId === null || news === undefined ? null : { subject: { accountId, bookingId }, news };
    },
  });
