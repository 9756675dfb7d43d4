import { z } from 'zod';
import type { LocalDate, LocalTime } from '../domain/pms';
import { isLocalDate, timeOfMinutes } from '../domain/time/practice-time';

const MINUTES_PER_DAY = 1440;
const CLOCK = /^(?:\d{4}-\d{2}-\d{2}[T ])?(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:\s*([AP])\.?M\.?)?$/i;
const YES = new Set(['true', 't', '1', 'yes', 'y']);
const NO = new Set(['false', 'f', '0', 'no', 'n']);
/** Sikka writes `1111-11-11` for "no date"; databases behind it have first days of their own. */
const EARLIEST_REAL_DATE = '1850-01-01';

/** A scalar as Sikka sends it: nearly always a string, `''` when missing. Numbers and null are taken too. */
export const text = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value).trim()));

/** An id; a row without one cannot be used. */
export const id = text.refine((value) => value !== '');

/** `"True"`, `"T"`, `"1"` and their opposites; null for anything else, the empty string included. */
export function flagOf(value: string): boolean | null {
  const word = value.toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : null;
}

/** The date of `2031-03-10` or `2031-03-10T00:00:00`; null for none, for `1111-11-11` and for what is not a date. */
export function localDateOf(value: string): LocalDate | null {
  const date = value.slice(0, EARLIEST_REAL_DATE.length);
  return isLocalDate(date) && date >= EARLIEST_REAL_DATE ? date : null;
}

/** Minutes after midnight of `HH:mm`, `h:mm tt` or an ISO wall-clock time; `24:00` is 1440; null for anything else. */
export function minutesOfDay(value: string): number | null {
  const [, hourText, minuteText, half] = CLOCK.exec(value) ?? [];
  if (hourText === undefined || minuteText === undefined) return null;
  const [hour, minute] = [Number(hourText), Number(minuteText)];
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  const hour24 = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const minutes = hour24 * 60 + minute;
  return minute < 60 && minutes <= MINUTES_PER_DAY ? minutes : null;
}

/** The same as `HH:mm`; null where there is no such time of day. */
export function localTimeOf(value: string): LocalTime | null {
  const minutes = minutesOfDay(value);
  return minutes === null || minutes === MINUTES_PER_DAY ? null : timeOfMinutes(minutes);
}
