import { DateTime } from 'luxon';
import type { LocalDate, LocalTime } from '../pms';
import { daysBetween, isLocalDate, isLocalTime, weekdayOf } from './practice-time';

/** What the words may lean on. Without `today` there is no "tomorrow" and no year. */
export interface SpeakOptions {
  /** The practice's own date now. */
  readonly today?: LocalDate;
}

/** "10:30 AM". @throws RangeError unless `HH:mm`. */
export function speakTime(time: LocalTime): string {
  if (!isLocalTime(time)) throw new RangeError('not an HH:mm time');
  return DateTime.fromFormat(time, 'HH:mm', { zone: 'utc', locale: 'en-US' }).toFormat('h:mm a');
}

function nearWord(date: LocalDate, today: LocalDate): string {
  const days = daysBetween(today, date);
  if (days === 0) return 'today, ';
  return days === 1 ? 'tomorrow, ' : '';
}

/**
 * "Tuesday, March 10", and given today: "tomorrow, Tuesday, March 10", or "Tuesday, January 6, 2032" in another year.
 * The full date is always there, so that the caller can correct a misunderstanding. @throws RangeError for a non-date.
 */
export function speakDate(date: LocalDate, options: SpeakOptions = {}): string {
  if (!isLocalDate(date)) throw new RangeError('not a YYYY-MM-DD calendar date');
  const { today } = options;
  const isOtherYear = today !== undefined && today.slice(0, 4) !== date.slice(0, 4);
  const day = DateTime.fromFormat(date, 'yyyy-MM-dd', { zone: 'utc', locale: 'en-US' });
  const words = `${weekdayOf(date)}, ${day.toFormat(isOtherYear ? 'MMMM d, yyyy' : 'MMMM d')}`;
  return today === undefined ? words : nearWord(date, today) + words;
}

/** "Tuesday, March 10 at 10:30 AM"; see `speakDate` for what `today` adds. */
export const speakDateTime = (at: { date: LocalDate; time: LocalTime }, options: SpeakOptions = {}): string =>
  `${speakDate(at.date, options)} at ${speakTime(at.time)}`;
