import type { LocalDate } from '../pms';
import { err, ok, type Result } from '../result';
import { readWrittenDate, weekdayFromWord, wordsOf, type WrittenDate } from './date-words';
import { addDays, daysBetween, isLocalDate, todayIn, WEEKDAYS, weekdayOf } from './practice-time';
import type { PracticeZone, Weekday } from './practice-time';

/**
 * Why a day was not understood. `unreadable`: no form that we know; ask for YYYY-MM-DD. `impossible`: there is no such
 * day, or it is not on the weekday named. `ambiguous`: it may mean any of `candidates`, the earliest first. `past`: it
 * means `date`, which is over.
 */
export type DayError =
  | { readonly code: 'unreadable' | 'impossible' }
  | { readonly code: 'ambiguous'; readonly candidates: readonly LocalDate[] }
  | { readonly code: 'past'; readonly date: LocalDate };

type DayResult = Result<LocalDate, DayError>;

/** A date without a year that was less than this long ago is a slip, not a wish for next year. */
const RECENT_DAYS = 31;
const RELATIVE_DAYS: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['tonight', 0],
  ['tomorrow', 1],
  ['day after tomorrow', 2],
  ['hoy', 0],
  ['esta noche', 0],
  ['manana', 1],
  ['pasado manana', 2],
]);

/**
 * The date that a model's words mean on the practice's calendar: `2031-03-10`, `03/10/2031`, "tomorrow", "Tuesday",
 * "next Tuesday", "March 10", "March 10th 2031"; "mañana", "el martes", "10 de marzo". Words that people use for two different days are not guessed at.
 */
export function parseDay(zone: PracticeZone, now: Date, text: string): DayResult {
  const today = todayIn(zone, now);
  const words = wordsOf(text);
  const relative = RELATIVE_DAYS.get(words.join(' '));
  if (relative !== undefined) return ok(addDays(today, relative));
  const named = parseWeekday(today, words);
  if (named !== null) return named;
  const written = readWrittenDate(text);
  return written === null ? err({ code: 'unreadable' }) : placeOnCalendar(today, written);
}

/** A weekday and what says which one: that stands before it, in Spanish also behind ("martes que viene"). */
function weekdayIn(words: readonly string[]): { readonly weekday: Weekday | null; readonly which: string } {
  const last = weekdayFromWord(words.at(-1) ?? '');
  if (last !== null) return { weekday: last, which: words.slice(0, -1).join(' ') };
  return { weekday: weekdayFromWord(words[0] ?? ''), which: words.slice(1).join(' ') };
}

function parseWeekday(today: LocalDate, words: readonly string[]): DayResult | null {
  const { weekday, which } = weekdayIn(words);
  if (weekday === null) return null;
  const upcoming = addDays(today, daysUntil(today, weekday));
  const isToday = weekdayOf(today) === weekday;
  switch (which) {
    case '':
      return isToday ? err({ code: 'ambiguous', candidates: [today, upcoming] }) : ok(upcoming);
    case 'this':
    case 'este':
      return ok(isToday ? today : upcoming);
    case 'coming':
    case 'this coming':
    case 'este proximo':
      return ok(upcoming);
    case 'next':
    case 'proximo':
    case 'que viene':
      return nextWeekday(today, weekday, upcoming);
    default:
      return null;
  }
}

/** 1 to 7: the same weekday as today is a week away. */
const daysUntil = (today: LocalDate, weekday: Weekday): number =>
  ((WEEKDAYS.indexOf(weekday) - WEEKDAYS.indexOf(weekdayOf(today)) + 6) % 7) + 1;

/**
 * "Next Tuesday" is for some the first Tuesday to come and for others the one in the next calendar week, which begins
 * on Monday or on Sunday. Where all agree it is that day; else nobody should be booked on a guess.
 */
function nextWeekday(today: LocalDate, weekday: Weekday, upcoming: LocalDate): DayResult {
  const daysSinceMonday = WEEKDAYS.indexOf(weekdayOf(today));
  const daysSinceSunday = (daysSinceMonday + 1) % 7;
  const fromMonday = WEEKDAYS.indexOf(weekday);
  const inMondayWeek = addDays(today, 7 - daysSinceMonday + fromMonday);
  const inSundayWeek = addDays(today, 7 - daysSinceSunday + ((fromMonday + 1) % 7));
  const candidates = [...new Set([upcoming, inMondayWeek, inSundayWeek])].sort();
  return candidates.length === 1 ? ok(upcoming) : err({ code: 'ambiguous', candidates });
}

const dateOf = (year: number, month: number, day: number): LocalDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

function placeOnCalendar(today: LocalDate, written: WrittenDate): DayResult {
  const date =
    written.year === null ? nearestDate(today, written) : dateOf(fullYear(written.year), written.month, written.day);
  if (date === null || !isLocalDate(date)) return err({ code: 'impossible' });
  if (written.weekday !== null && weekdayOf(date) !== written.weekday) return err({ code: 'impossible' });
  return date < today ? err({ code: 'past', date }) : ok(date);
}

/** Nobody books a visit in another century: two digits are of this one. */
const fullYear = (year: { readonly value: number; readonly digits: 2 | 4 }): number =>
  year.digits === 2 ? 2000 + year.value : year.value;

/** The first such day that is to come or was only just missed; null when last, this and next year have none. */
function nearestDate(today: LocalDate, { month, day }: WrittenDate): LocalDate | null {
  const thisYear = Number(today.slice(0, 4));
  const candidates = [thisYear - 1, thisYear, thisYear + 1].map((year) => dateOf(year, month, day)).filter(isLocalDate);
  return candidates.find((date) => daysBetween(date, today) <= RECENT_DAYS) ?? null;
}
