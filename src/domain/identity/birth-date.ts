import type { LocalDate } from '../pms';
import { err, ok, type Result } from '../result';
import { readWrittenDate, type WrittenDate } from '../time/date-words';
import { readSpokenDate } from '../time/spoken-date';
import { isLocalDate, weekdayOf } from '../time/practice-time';

/**
 * Why a date of birth was not taken. `unreadable`: no form that we know, or no year; ask for YYYY-MM-DD. `impossible`:
 * there is no such day, or nobody that old. `future`: it is yet to come.
 */
export type BirthDateError = 'unreadable' | 'impossible' | 'future';

const OLDEST_YEARS = 130;

/** Eight digits are year first, or month first as Americans write; no month begins like a century, so none fits both. */
function fromEightDigits(digits: string): WrittenDate {
  const [yearAt, monthAt, dayAt] = /^(19|20)/.test(digits) ? [0, 4, 6] : [4, 0, 2];
  const part = (at: number, length: number): number => Number(digits.slice(at, at + length));
  return { year: { value: part(yearAt, 4), digits: 4 }, month: part(monthAt, 2), day: part(dayAt, 2), weekday: null };
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

type Read = { readonly date: LocalDate } | BirthDateError;

/** The day that is meant; a year of two digits is the latest that is not in the future. */
function settle({ year, month, day, weekday }: WrittenDate, today: LocalDate): Read {
  if (year === null) return 'unreadable';
  const years = year.digits === 4 ? [year.value] : [2000 + year.value, 1900 + year.value];
  const real = years
    .map((each): LocalDate => `${String(each).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`)
    .filter(isLocalDate);
  const date = real.find((candidate) => candidate <= today);
  if (date === undefined) return real.length > 0 ? 'future' : 'impossible';
  if (Number(today.slice(0, 4)) - Number(date.slice(0, 4)) > OLDEST_YEARS) return 'impossible';
  return weekday !== null && weekdayOf(date) !== weekday ? 'impossible' : { date };
}

/** Of several meanings one alone must be a day that somebody can have been born on. */
function settleSpoken(meanings: readonly WrittenDate[], today: LocalDate): Read {
  const read = meanings.map((each) => settle(each, today));
  const dates = new Set(read.flatMap((each) => (typeof each === 'string' ? [] : [each.date])));
  const [date, ...others] = dates;
  if (date !== undefined) return others.length === 0 ? { date } : 'unreadable';
  const [error] = read;
  return typeof error === 'string' ? error : 'unreadable';
}

/**
 * A date of birth as models send them: `1988-04-12`, `04/12/1988` (month first), `19880412`, "April 12, 1988", "12 April
 * 1988"; and as speech recognition hears them: "four twelve eighty-eight", "doce de abril de mil novecientos ochenta y
 * ocho". A two-digit year is the latest that is not in the future; what can mean two days is read as none. `today` is the
 * practice's own date.
 */
export function parseBirthDate(text: string, today: LocalDate): Result<LocalDate, BirthDateError> {
  const trimmed = text.trim();
  const written = /^\d{8}$/.test(trimmed) ? fromEightDigits(trimmed) : readWrittenDate(trimmed);
  const read = written === null ? settleSpoken(readSpokenDate(trimmed), today) : settle(written, today);
  return typeof read === 'string' ? err(read) : ok(read.date);
}
