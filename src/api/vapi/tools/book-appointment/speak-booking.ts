import type { ToolText } from '../../../../domain/status-words';
import type { ToolContext } from '../../tool';
import type { BookedVisitReader } from '../common/booked-visit';
import type { BookingStanding } from '../common/booking-desk';
import { commonWords } from '../common/words';
import { bookWords } from './words';

type Spoken = Exclude<BookingStanding, { kind: 'taken' }>;

export interface SpokenBooking {
  readonly text: ToolText;
  readonly namesVisit: boolean;
}
export type SpeakBooking = (standing: Spoken, context: ToolContext) => Promise<SpokenBooking>;

/** Puts a booking's state into words, with the visit as its row has it. */
export const createSpeakBooking =
  (readVisit: BookedVisitReader): SpeakBooking =>
  async (standing, { practice, language }) => {
    const say = bookWords(language);
    const { writeUnknown } = commonWords(language);
    const { kind, bookingId } = standing;
    const unnamed = (text: ToolText): SpokenBooking => ({ text, namesVisit: false });
    if (kind === 'not-done') return unnamed(say.notBooked(standing.reasonCode));
    if (kind === 'unreachable') return unnamed(say.notTaken());
    if (bookingId === null) return unnamed(writeUnknown());
    const visit = await readVisit(practice.accountId, bookingId);
    if (kind === 'working' && !visit.awaitsChart) return unnamed(writeUnknown());
    const speak = { sent: say.sent, confirmed: say.confirmed, task: say.notedForStaff, working: say.kept }[kind];
    return { text: speak(visit), namesVisit: true };
  };
