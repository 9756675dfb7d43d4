import { WEEKDAYS, type Weekday } from './practice-time';
import { monthFromSpanish, weekdayFromSpanish, withoutAccents } from './spanish-names';

const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];
const LONGEST_TEXT = 80;

/** The parts of a date as they were written; nothing says yet that such a day exists. */
export interface WrittenDate {
  /** Null when no year was written. */
  readonly year: { readonly value: number; readonly digits: 2 | 4 } | null;
  readonly month: number;
  readonly day: number;
  /** Null when none was written. */
  readonly weekday: Weekday | null;
}

/** "tue", "tues", "tuesday" and "martes" are Tuesday; null for any other word. */
export function weekdayFromWord(word: string): Weekday | null {
  if (word.length < 3) return null;
  return WEEKDAYS.find((name) => name.toLowerCase().startsWith(word)) ?? weekdayFromSpanish(word);
}

/** "mar", "sept", "march" and "marzo" are months, as 1 to 12; null for any other word. */
export function monthFromWord(word: string): number | null {
  if (word.length < 3) return null;
  const index = MONTHS.findIndex((name) => name.startsWith(word));
  return index === -1 ? monthFromSpanish(word) : index + 1;
}

function yearFromDigits(digits: string | undefined): WrittenDate['year'] {
  if (digits === undefined) return null;
  return { value: Number(digits), digits: digits.length === 4 ? 4 : 2 };
}

const FILLERS: ReadonlySet<string> = new Set(['the', 'of', 'on', 'el', 'de', 'del', 'dia']);

/** Lower-case words without accents, commas, dots, fillers and the endings of ordinals ("10th" is "10", "primero" is "1"). */
export function wordsOf(text: string): readonly string[] {
  if (text.length > LONGEST_TEXT) return [];
  const plain = withoutAccents(text).replace(/,|\.(?=\s|$)/g, ' ');
  return plain
    .split(/\s+/)
    .filter((word) => word !== '' && !FILLERS.has(word))
    .map((word) =>
      word
        .replace(/^(\d{1,2})(?:st|nd|rd|th)$/, '$1')
        .replace(/^(?:primero?|1(?:er|ero|ro|[º°]))$/, '1')
        .replace(/^['’](\d\d)$/, '$1'),
    );
}

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;
const AMERICAN = /^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?$/;

function fromDigits(word: string, weekday: Weekday | null): WrittenDate | null {
  const iso = ISO.exec(word);
  if (iso !== null) return { year: yearFromDigits(iso[1]), month: Number(iso[2]), day: Number(iso[3]), weekday };
  const american = AMERICAN.exec(word);
  if (american === null) return null;
  return { year: yearFromDigits(american[3]), month: Number(american[1]), day: Number(american[2]), weekday };
}

/**
 * Reads one calendar date: `2031-03-10` (a wall-clock time behind it is cut off, a zone refuses it), `03/10/2031` month
 * first as in the US, "March 10th, 2031", "10 March", "10 de marzo de 2031", each with or without a weekday before it. Null
 * for anything else.
 */
export function readWrittenDate(text: string): WrittenDate | null {
  const words = wordsOf(text);
  const weekday = weekdayFromWord(words[0] ?? '');
  const [first, second, yearWord, ...rest] = weekday === null ? words : words.slice(1);
  if (first === undefined || rest.length > 0) return null;
  if (second === undefined) return fromDigits(first, weekday);
  const [monthWord, dayWord] = /^\d/.test(first) ? [second, first] : [first, second];
  const month = monthFromWord(monthWord);
  if (month === null || !/^\d{1,2}$/.test(dayWord)) return null;
  if (yearWord !== undefined && !/^(\d{4}|\d{2})$/.test(yearWord)) return null;
  return { year: yearFromDigits(yearWord), month, day: Number(dayWord), weekday };
}
