import type { BookingAnswer } from '../../../../domain/booking/operation';
import type { ToolText } from '../../../../domain/status-words';
import { getBookingWithType } from '../../../../persistence/bookings';
import type { Database } from '../../../../persistence/database';
import type { ToolContext } from '../../tool';
import { sayWriteUnknown } from '../common/say';
import { sayConfirmed, sayNotBooked, sayNotedForStaff, saySent, type SpokenVisit } from './say';

type Spoken = Exclude<BookingAnswer, { kind: 'taken' }>;
export type SpeakBooking = (answer: Spoken, context: ToolContext) => Promise<ToolText>;

/** Puts a booking's state into words, with the visit as its row has it. */
export const createSpeakBooking =
  (database: Database): SpeakBooking =>
  async (answer, { practice }) => {
    if (answer.kind === 'not-done') return sayNotBooked(answer.reasonCode);
    const { bookingId } = answer;
    if (answer.kind === 'working' || bookingId === null) return sayWriteUnknown();
    const visit = await database.run(async (manager): Promise<SpokenVisit> => {
      const { booking, appointmentType } = await getBookingWithType(manager, practice.accountId, bookingId);
      return {
        code: booking.code,
        typeName: appointmentType.name,
        date: booking.localDate,
        time: booking.localTime,
      };
    });
    if (answer.kind === 'task') return sayNotedForStaff(visit);
    return answer.kind === 'confirmed' ? sayConfirmed(visit) : saySent(visit);
  };
