import type { DateRangeError } from '../../../../domain/availability/date-range';
import type { LocalDate } from '../../../../domain/pms';
import { toolText, type ToolText } from '../../../../domain/status-words';
import { speakDate, speakDateTime } from '../../../../domain/time/speak';
import type { OfferEntity } from '../../../../persistence/entities/offer';

/** An offered time with its code of this call. */
export type SpokenOffer = Pick<OfferEntity, 'code' | 'localDate' | 'localTime'>;

export interface AboutOffers {
  readonly typeName: string;
  readonly today: LocalDate;
  /** The day that was asked for, where it has no open time. */
  readonly missedDate: LocalDate | null;
}

/** "Tuesday, March 10 at 10:30 AM (S1); ..." */
const offerWords = (offers: readonly SpokenOffer[], today: LocalDate): string =>
  offers
    .map(({ localDate, localTime, code }) => {
      const when = speakDateTime({ date: localDate, time: localTime }, 'en', { today });
      return `${when} (${code})`;
    })
    .join('; ');

export const english = {
  offerWords,

  offers(offers: readonly SpokenOffer[], { typeName, today, missedDate }: AboutOffers): ToolText {
    const missed = missedDate === null ? '' : `nothing on ${speakDate(missedDate, 'en')}. `;
    const times = offerWords(offers, today);
    return toolText(
      'OK',
      `${missed}Open for ${typeName.toLowerCase()}: ${times}. Offer two or three; book with the code. The office confirms each visit.`,
    );
  },

  noOpenings: (typeName: string) =>
    toolText(
      'NOT FOUND',
      `no open time for ${typeName.toLowerCase()} in those days. Ask for other days or another time of day, or offer a person.`,
    ),

  unknownType: (names: readonly string[]) =>
    toolText('NEED', `appointmentType must be one of: ${names.join(', ')}. Ask the caller what the visit is for.`),

  unknownProvider: () =>
    toolText(
      'NEED',
      'nobody of that name does this kind of visit. Ask whether another provider is fine, then leave provider out.',
    ),

  unclearTimeOfDay: () =>
    toolText('NEED', 'timeOfDay must be morning, afternoon, evening, or such as "after 3 pm". Ask the caller.'),

  wrongDates: (wrong: DateRangeError) => toolText('NEED', wrongDateWords(wrong)),
};

function wrongDateWords({ field, error }: DateRangeError): string {
  switch (error.code) {
    case 'past':
      return `${speakDate(error.date, 'en')} is over; ${field} must be today or later. Ask the caller which day they mean.`;
    case 'ambiguous': {
      const days = error.candidates.map((date) => speakDate(date, 'en')).join(' or ');
      return `${field} can mean ${days}. Ask which, then send YYYY-MM-DD.`;
    }
    case 'impossible':
      return `${field} is not a day that exists. Ask the caller again, then send YYYY-MM-DD.`;
    case 'unreadable':
      return `${field} must be YYYY-MM-DD. Ask the caller which day they mean.`;
    case 'before-start':
      return 'endDate must not lie before startDate. Ask the caller for the days again.';
    case 'too-far':
      return 'visits can be booked half a year ahead at most. Ask for an earlier day.';
  }
}

export type Words = typeof english;
