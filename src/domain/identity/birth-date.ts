import type { LocalDate } from '../pms';
import { err, ok, type Result } from '../result';
import { readWrittenDate, type WrittenDate } from '../time/date-words';
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

/**
 * A date of birth as models send them: `1988-04-12`, `04/12/1988` (month first), `19880412`, "April 12, 1988", "12 April
 * 1988". A two-digit year is the latest that is not in the future. `today` is the practice's own date.
 */
export function parseBirthDate(text: string, today: LocalDate): Result<LocalDate, BirthDateError> {
  const trimmed = text.trim();
  const written = /^\d{8}$/.test(trimmed) ? fromEightDigits(trimmed) : readWrittenDate(trimmed);
  if (written === null || written.year === null) return err('unreadable');
  const inYear = (year: number): LocalDate =>
    `${String(year).padStart(4, '0')}-${String(written.month).padStart(2, '0')}-${String(written.day).padStart(2, '0')}`;

  const { value, digits } = written.year;
  const years = digits === 4 ? [value] : [2000 + value, 1900 + value];
  const real = years.map(inYear).filter(isLocalDate);
  const date = real.find((candidate) => candidate <= today);
  if (date === undefined) return err(real.length > 0 ? 'future' : 'impossible');
  if (Number(today.slice(0, 4)) - Number(date.slice(0, 4)) > OLDEST_YEARS) return err('impossible');
  if (written.weekday !== null && weekdayOf(date) !== written.weekday) return err('impossible');
  return ok(date);
}
