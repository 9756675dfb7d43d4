import { DateTime } from 'luxon';
import type { LocalDate } from '../../domain/pms';
import { addDays, practiceZone, todayIn } from '../../domain/time/practice-time';
import { REVIEW_THRESHOLDS } from './thresholds';

/** One day by an account's calendar, and the instants between which it lies: the second is the next day's first. */
export interface ReviewDay {
  readonly date: LocalDate;
  readonly timeZone: string;
  readonly from: Date;
  readonly until: Date;
}

/** A late review looks back a week and no further: by then somebody has been told that it does not run. */
export const CATCH_UP_DAYS = 7;

/** A day of the zone; of 23 or 25 hours where its clocks change. @throws RangeError for an unknown zone or date */
export function reviewDay(timeZone: string, date: LocalDate): ReviewDay {
  const from = DateTime.fromISO(date, { zone: practiceZone(timeZone) }).startOf('day');
  if (!from.isValid) throw new RangeError('not a YYYY-MM-DD calendar date');
  return { date, timeZone, from: from.toJSDate(), until: from.plus({ days: 1 }).startOf('day').toJSDate() };
}

/**
 * The days that are over, oldest first, and were not reviewed: a week back at most, and none before `since`. A day is
 * over when the last of its requests must have its outcome.
 */
export function daysToReview(
  timeZone: string,
  { now, since, reviewed }: { readonly now: Date; readonly since: Date; readonly reviewed: ReadonlySet<LocalDate> },
): ReviewDay[] {
  const settled = new Date(now.getTime() - REVIEW_THRESHOLDS.outcomeWithinMinutes * 60_000);
  const today = todayIn(timeZone, settled);
  const first = todayIn(timeZone, since);
  return Array.from({ length: CATCH_UP_DAYS }, (_, i) => addDays(today, i - CATCH_UP_DAYS))
    .filter((date) => date >= first && !reviewed.has(date))
    .map((date) => reviewDay(timeZone, date));
}
