import { DateTime, IANAZone } from 'luxon';
import type { LocalDate, LocalTime } from '../pms';
import { err, ok, type Result } from '../result';
import { offsetsOf, readWallTime } from './wall-clock';

/** An IANA zone name such as `America/New_York`; the zone in which a practice's wall clock runs. */
export type PracticeZone = string;

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const MINUTES_PER_HOUR = 60;
const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** True for an IANA name that this runtime knows. Windows names and bare offsets are not zones of a practice. */
export const isPracticeZone = (zone: string): boolean => /^[A-Za-z]/.test(zone) && IANAZone.create(zone).isValid;

/** @throws RangeError for an unknown zone: a configuration error, never to be papered over with UTC. */
export function practiceZone(zone: PracticeZone): IANAZone {
  if (!isPracticeZone(zone)) throw new RangeError('unknown IANA time zone');
  return IANAZone.create(zone);
}

/** Reckons with UTC's calendar, which has no gaps; null for what is not a day of it. Cheap: asked for every visit. */
function utcMidnightMs(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  const atMs = Date.UTC(year, month - 1, day);
  const back = new Date(atMs);
  const isSame = back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day;
  return isSame ? atMs : null;
}

/** True for `YYYY-MM-DD` that names a day of the calendar. */
export const isLocalDate = (text: string): boolean => utcMidnightMs(text) !== null;

/** True for `HH:mm`, 00:00 to 23:59. */
export const isLocalTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** Minutes after midnight on the wall clock. @throws RangeError unless `HH:mm`. */
export function minutesOf(time: LocalTime): number {
  if (!isLocalTime(time)) throw new RangeError('not an HH:mm time');
  return Number(time.slice(0, 2)) * MINUTES_PER_HOUR + Number(time.slice(3));
}

/** `HH:mm` of whole minutes after midnight, 0 to 1439. */
export function timeOfMinutes(minutes: number): LocalTime {
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  return `${String(hours).padStart(2, '0')}:${String(minutes % MINUTES_PER_HOUR).padStart(2, '0')}`;
}

/**
 * Milliseconds of the date's midnight if the practice's clock ran on UTC: a number to reckon with, not an instant.
 * @throws RangeError for what is not a date.
 */
export function naiveMidnightMs(date: LocalDate): number {
  const atMs = utcMidnightMs(date);
  if (atMs === null) throw new RangeError('not a YYYY-MM-DD calendar date');
  return atMs;
}

const calendarDay = (date: LocalDate): DateTime => DateTime.fromMillis(naiveMidnightMs(date), { zone: 'utc' });

/** The date `days` later (earlier when negative). @throws RangeError for what is not a date. */
export const addDays = (date: LocalDate, days: number): LocalDate =>
  calendarDay(date).plus({ days }).toFormat('yyyy-MM-dd');

/** Days from one date to another; negative when `to` is the earlier one. @throws RangeError for what is not a date. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((naiveMidnightMs(to) - naiveMidnightMs(from)) / MS_PER_DAY);

/** English name of the date's day of the week. */
export function weekdayOf(date: LocalDate): Weekday {
  const name = WEEKDAYS[calendarDay(date).weekday - 1];
  if (name === undefined) throw new RangeError('not a day of the week');
  return name;
}

/** What the practice's clock and calendar show at an instant; seconds are cut off. */
export function toLocal(zone: PracticeZone, instant: Date): { readonly date: LocalDate; readonly time: LocalTime } {
  const local = DateTime.fromJSDate(instant, { zone: practiceZone(zone) });
  return { date: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm') };
}

/** The date on the practice's calendar at `now`. */
export const todayIn = (zone: PracticeZone, now: Date): LocalDate => toLocal(zone, now).date;

/**
 * The instant of a wall-clock time in the practice's zone. `nonexistent`: skipped when the clocks went forward;
 * `ambiguous`: shown twice when they went back; `invalid`: not a date, a time or a zone. No guess is made for any.
 */
export function toInstant(
  zone: PracticeZone,
  date: LocalDate,
  time: LocalTime,
): Result<Date, 'nonexistent' | 'ambiguous' | 'invalid'> {
  if (!isPracticeZone(zone) || !isLocalDate(date) || !isLocalTime(time)) return err('invalid');
  const reading = readWallTime(
    offsetsOf(IANAZone.create(zone)),
    naiveMidnightMs(date) + minutesOf(time) * MS_PER_MINUTE,
  );
  if (reading.kind === 'never') return err('nonexistent');
  if (reading.kind === 'twice') return err('ambiguous');
  return ok(new Date(reading.earliestMs));
}
