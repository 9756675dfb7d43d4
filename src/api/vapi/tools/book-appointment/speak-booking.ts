import type { ToolText } from '../../../../domain/status-words';
import type { ToolContext } from '../../tool';
import type { BookedVisitReader } from '../common/booked-visit';
import type { BookingStanding } from '../common/booking-desk';
import { sayWriteUnknown } from '../common/say';
import { sayConfirmed, sayKept, sayNotBooked, sayNotedForStaff, sayNotTaken, saySent } from './say';

type Spoken = Exclude<BookingStanding, { kind: 'taken' }>;

export interface SpokenBooking {
  readonly text: ToolText;
  readonly namesVisit: boolean;
}
export type SpeakBooking = (standing: Spoken, context: ToolContext) => Promise<SpokenBooking>;

/** Puts a booking's state into words, with the visit as its row has it. */
export const createSpeakBooking =
  (readVisit: BookedVisitReader): SpeakBooking =>
  async (standing, { practice }) => {
    const { kind, bookingId } = standing;
    const unnamed = (text: ToolText): SpokenBooking => ({ text, namesVisit: false });
    if (kind === 'not-done') return unnamed(sayNotBooked(standing.reasonCode));
    if (kind === 'unreachable') return unnamed(sayNotTaken());
    if (bookingId === null) return unnamed(sayWriteUnknown());
    const visit = await readVisit(practice.accountId, bookingId);
    if (kind === 'working' && !visit.awaitsChart) return unnamed(sayWriteUnknown());
    const say = { sent: saySent, confirmed: sayConfirmed, task: sayNotedForStaff, working: sayKept }[kind];
    return { text: say(visit), namesVisit: true };
  };
