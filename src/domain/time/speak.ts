import type { Language } from '../language';
import type { LocalDate, LocalTime } from '../pms';
import { daysBetween, isLocalDate, isLocalTime } from './practice-time';
import { english } from './speak-english';
import { spanish } from './speak-spanish';
import type { TimeWords } from './time-words';

/** What the words may lean on. Without `today` there is no "tomorrow" and no year. */
export interface SpeakOptions {
  /** The practice's own date now. */
  readonly today?: LocalDate;
}

const WORDS: Readonly<Record<Language, TimeWords>> = { en: english, es: spanish };

/** "10:30 AM", "10:30 de la mañana". @throws RangeError unless `HH:mm`. */
export function speakTime(time: LocalTime, language: Language): string {
  if (!isLocalTime(time)) throw new RangeError('not an HH:mm time');
  return WORDS[language].time(time);
}

function nearWord(date: LocalDate, today: LocalDate, words: TimeWords): string {
  const days = daysBetween(today, date);
  if (days === 0) return `${words.today}, `;
  return days === 1 ? `${words.tomorrow}, ` : '';
}

/**
 * "Tuesday, March 10", and given today: "tomorrow, Tuesday, March 10", or "Tuesday, January 6, 2032" in another year.
 * The full date is always there, so that the caller can correct a misunderstanding. @throws RangeError for a non-date.
 */
export function speakDate(date: LocalDate, language: Language, { today }: SpeakOptions = {}): string {
  if (!isLocalDate(date)) throw new RangeError('not a YYYY-MM-DD calendar date');
  const words = WORDS[language];
  const isOtherYear = today !== undefined && today.slice(0, 4) !== date.slice(0, 4);
  return (today === undefined ? '' : nearWord(date, today, words)) + words.date(date, isOtherYear);
}

/** Puts a time behind words for a date: "Tue Mar 10 at 10:30 AM", "martes 10 mar a la 1:00 de la tarde". */
export function speakAt(dateWords: string, time: LocalTime, language: Language): string {
  if (!isLocalTime(time)) throw new RangeError('not an HH:mm time');
  return WORDS[language].at(dateWords, time);
}

/** "Tuesday, March 10 at 10:30 AM", "martes 10 de marzo a las 10:30 de la mañana"; `today` adds what it adds to dates. */
export function speakDateTime(
  at: { readonly date: LocalDate; readonly time: LocalTime },
  language: Language,
  options: SpeakOptions = {},
): string {
  return speakAt(speakDate(at.date, language, options), at.time, language);
}
