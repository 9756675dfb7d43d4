import type { LocalDate } from '../pms';
import { err, ok, type Result } from '../result';
import { parseDay, type DayError } from '../time/parse-day';
import { addDays, daysBetween, todayIn, type PracticeZone } from '../time/practice-time';

export interface DateRange {
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
  /** Set when the caller asked for one day: other days are second best. */
  readonly wantedDate: LocalDate | null;
}

export type DateRangeError =
  | { readonly field: 'date' | 'startDate' | 'endDate'; readonly error: DayError }
  | { readonly field: 'endDate'; readonly error: { readonly code: 'before-start' | 'too-far' } };

/** Without a date, the next two weeks; around one day, the week after it in case that day is full. */
const DEFAULT_DAYS = 14;
const DAYS_AFTER_WANTED = 7;
/** One question looks at a month at most, and no further ahead than half a year. */
const MAX_DAYS = 31;
const MAX_AHEAD_DAYS = 184;

export interface WantedDates {
  readonly date?: string | undefined;
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
}

/** The dates to look at, from what the model sent, in the practice's zone. */
export function resolveDateRange(
  zone: PracticeZone,
  now: Date,
  wanted: WantedDates,
): Result<DateRange, DateRangeError> {
  const today = todayIn(zone, now);
  const isOneDay = wanted.date !== undefined && wanted.startDate === undefined;
  const startField = wanted.startDate === undefined ? 'date' : 'startDate';
  const startText = wanted.startDate ?? wanted.date;
  const start = startText === undefined ? ok(today) : parseDay(zone, now, startText);
  if (!start.ok) return err({ field: startField, error: start.error });

  const end = wanted.endDate === undefined ? null : parseDay(zone, now, wanted.endDate);
  if (end !== null && !end.ok) return err({ field: 'endDate', error: end.error });
  const startDate = start.value;
  const fallback = addDays(startDate, isOneDay ? DAYS_AFTER_WANTED : DEFAULT_DAYS - 1);
  const endDate = end?.value ?? fallback;
  if (endDate < startDate) return err({ field: 'endDate', error: { code: 'before-start' } });
  if (daysBetween(today, startDate) > MAX_AHEAD_DAYS) return err({ field: 'endDate', error: { code: 'too-far' } });

  const lastDate = addDays(startDate, MAX_DAYS - 1);
  return ok({
    startDate,
    endDate: endDate < lastDate ? endDate : lastDate,
    wantedDate: isOneDay && wanted.endDate === undefined ? startDate : null,
  });
}
