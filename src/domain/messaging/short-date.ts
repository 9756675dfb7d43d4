import { DateTime } from 'luxon';
import type { Language } from '../language';
import type { LocalDate } from '../pms';
import { isLocalDate, weekdayOf } from '../time/practice-time';
import { SPANISH_MONTHS, SPANISH_WEEKDAYS } from '../time/spanish-names';

const IN_WORDS: Readonly<Record<Language, (date: LocalDate) => string>> = {
  en: (date) => DateTime.fromFormat(date, 'yyyy-MM-dd', { zone: 'utc', locale: 'en-US' }).toFormat('ccc LLL d'),
  // The day in full: cut to three letters, martes and marzo are one word.
  es: (date) => {
    const month = SPANISH_MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
    return `${SPANISH_WEEKDAYS[weekdayOf(date)]} ${String(Number(date.slice(8)))} ${month.slice(0, 3)}`;
  },
};

/** "Tue Mar 10", "martes 10 mar", as a text has it. @throws RangeError for a non-date. */
export function speakShortDate(date: LocalDate, language: Language): string {
  if (!isLocalDate(date)) throw new RangeError('not a YYYY-MM-DD calendar date');
  return IN_WORDS[language](date);
}
