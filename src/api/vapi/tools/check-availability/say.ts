import type { DateRangeError } from '../../../../domain/availability/date-range';
import type { LocalDate } from '../../../../domain/pms';
import { toolText, type ToolText } from '../../../../domain/status-words';
import { speakDate, speakDateTime } from '../../../../domain/time/speak';
import type { OfferEntity } from '../../../../persistence/entities/offer';

/** "Tuesday, March 10 at 10:30 AM (S1); ..." */
export const speakOffers = (offers: readonly OfferEntity[], today: LocalDate): string =>
  offers
    .map((offer) => `${speakDateTime({ date: offer.localDate, time: offer.localTime }, { today })} (${offer.code})`)
    .join('; ');

export function sayOffers(
  offers: readonly OfferEntity[],
  about: { readonly typeName: string; readonly today: LocalDate; readonly missedDate: LocalDate | null },
): ToolText {
  const missed = about.missedDate === null ? '' : `nothing on ${speakDate(about.missedDate)}. `;
  const times = speakOffers(offers, about.today);
  return toolText(
    'OK',
    `${missed}Open for ${about.typeName.toLowerCase()}: ${times}. Offer two or three; book with the code. The office confirms each visit.`,
  );
}

export const sayNoOpenings = (typeName: string): ToolText =>
  toolText(
    'NOT FOUND',
    `no open time for ${typeName.toLowerCase()} in those days. Ask for other days or another time of day, or offer a person.`,
  );

export const sayUnknownType = (names: readonly string[]): ToolText =>
  toolText('NEED', `appointmentType must be one of: ${names.join(', ')}. Ask the caller what the visit is for.`);

export const sayUnknownProvider = (): ToolText =>
  toolText(
    'NEED',
    'nobody of that name does this kind of visit. Ask whether another provider is fine, then leave provider out.',
  );

export const sayUnclearTimeOfDay = (): ToolText =>
  toolText('NEED', 'timeOfDay must be morning, afternoon, evening, or such as "after 3 pm". Ask the caller.');

export function sayWrongDates({ field, error }: DateRangeError): ToolText {
  switch (error.code) {
    case 'past':
      return toolText(
        'NEED',
        `${speakDate(error.date)} is over; ${field} must be today or later. Ask the caller which day they mean.`,
      );
    case 'ambiguous':
      return toolText(
        'NEED',
        `${field} can mean ${error.candidates.map((date) => speakDate(date)).join(' or ')}. Ask which, then send YYYY-MM-DD.`,
      );
    case 'impossible':
      return toolText('NEED', `${field} is not a day that exists. Ask the caller again, then send YYYY-MM-DD.`);
    case 'unreadable':
      return toolText('NEED', `${field} must be YYYY-MM-DD. Ask the caller which day they mean.`);
    case 'before-start':
      return toolText('NEED', 'endDate must not lie before startDate. Ask the caller for the days again.');
    case 'too-far':
      return toolText('NEED', 'visits can be booked half a year ahead at most. Ask for an earlier day.');
  }
}
