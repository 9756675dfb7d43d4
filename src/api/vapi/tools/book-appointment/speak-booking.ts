import type { BookingAnswer } from '../../../../domain/booking/operation';
import type { ToolText } from '../../../../domain/status-words';
import { getAppointmentType } from '../../../../persistence/appointment-types';
import { getBooking } from '../../../../persistence/bookings';
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
      const booking = await getBooking(manager, practice.accountId, bookingId);
      const type = await getAppointmentType(manager, practice.accountId, booking.appointmentTypeId);
      return {
        code: booking.code,
        typeName: type.name,
        date: booking.localDate,
        time: booking.localTime,
      };
    });
    if (answer.kind === 'task') return sayNotedForStaff(visit);
    return answer.kind === 'confirmed' ? sayConfirmed(visit) : saySent(visit);
  };
