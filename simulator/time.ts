import { DateTime } from 'luxon';

const DAY_MS = 86_400_000;
/** 1 January 2000. Days are counted from here; any fixed day would do. */
const DAY_ZERO = 10_957;
const DATE_FORMAT = 'yyyy-MM-dd';

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The practice-local calendar date (`YYYY-MM-DD`) at an instant. */
export const localDateAt = (instant: Date, zone: string): string =>
  DateTime.fromJSDate(instant, { zone }).toFormat(DATE_FORMAT);

/** A wall-clock stamp without a zone, as Sikka writes them: `2031-03-04T13:00:00`, or with a space instead of the T. */
export const localStampAt = (instant: Date, zone: string, separator: 'T' | ' ' = 'T'): string =>
  DateTime.fromJSDate(instant, { zone }).toFormat(`yyyy-MM-dd'${separator}'HH:mm:ss`);

/** Minutes that local time is behind UTC: positive west of Greenwich, as in Sikka's samples. */
export const minutesBehindUtc = (instant: Date, zone: string): number => -DateTime.fromJSDate(instant, { zone }).offset;

/**
 * The instant (epoch ms) of a practice-local date, or of a date with `THH:mm:ss`; a date alone begins or ends its day.
 * null: the text is neither.
 */
export function instantOfLocal(text: string, zone: string, edge: 'start' | 'end'): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2})?$/.test(text)) return null;
  const time = DateTime.fromISO(text, { zone });
  if (!time.isValid) return null;
  return (text.includes('T') || edge === 'start' ? time : time.endOf('day')).toMillis();
}

/** Whole days since a fixed day; consecutive dates have consecutive numbers. */
export const dayNumber = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS) - DAY_ZERO;

/** Calendar dates have no zone, so plain day arithmetic holds: no day is shorter or longer than another. */
export function addDays(date: string, days: number): string {
  const day = new Date((dayNumber(date) + DAY_ZERO + days) * DAY_MS);
  const year = String(day.getUTCFullYear()).padStart(4, '0');
  return `${year}-${twoDigits(day.getUTCMonth() + 1)}-${twoDigits(day.getUTCDate())}`;
}

/** The date with that day number. */
export const dateOfDayNumber = (day: number): string => addDays('2000-01-01', day);

/** 0 is Sunday, 6 Saturday: the order of Sikka's weekday columns. Day 0 was a Saturday. */
export const weekdayOf = (date: string): number => (((dayNumber(date) + 6) % 7) + 7) % 7;

/** The Sunday on or before the date. */
export const weekStartOf = (date: string): string => addDays(date, -weekdayOf(date));

/** All dates from the first to the last, both included; empty when the last lies before the first. */
export function datesBetween(first: string, last: string): string[] {
  const dates: string[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}

export const isCalendarDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;

export const isClockTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** Minutes after midnight of an `HH:mm` text. */
export const minutesOfClock = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** `HH:mm` of minutes after midnight. */
export const clockOfMinutes = (minutes: number): string =>
  `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
