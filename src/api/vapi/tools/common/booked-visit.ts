import { BookingState } from '../../../../domain/booking/states';
import type { LocalDate, LocalTime } from '../../../../domain/pms';
import { getBookingWithType } from '../../../../persistence/bookings';
import type { Database } from '../../../../persistence/database';

/** The visit as it was asked for, and the code (`A1`) that the model uses for it. */
export interface SpokenVisit {
  readonly code: string;
  readonly typeName: string;
  readonly date: LocalDate;
  readonly time: LocalTime;
}

export interface BookedVisit extends SpokenVisit {
  /** Its time is kept until the new patient's chart is there; nothing has been sent. */
  readonly awaitsChart: boolean;
  /** It is an old visit at another time, rather than a new one beside it. */
  readonly isMoved: boolean;
}

export type BookedVisitReader = (accountId: string, bookingId: string) => Promise<BookedVisit>;

/** Reads the visit of a booking as its row has it, for the words about it. */
export const createBookedVisitReader =
  (database: Database): BookedVisitReader =>
  async (accountId, bookingId) => {
    const { booking, appointmentType } = await database.run((m) => getBookingWithType(m, accountId, bookingId));
    // A hold has no end any more once a request may have left.
    const isUnsent = booking.state === BookingState.held && booking.holdExpiresAt !== null;
    return {
      code: booking.code,
      typeName: appointmentType.name,
      date: booking.localDate,
      time: booking.localTime,
      awaitsChart: booking.awaitsChangeId !== null && isUnsent,
      isMoved: booking.writeKind === 'move',
    };
  };
