import type { DayInterval, LocalDate, PmsWeekSchedule } from '../pms';
import type { DayClock } from '../time/day-clock';
import { intersectionOf, normaliseSpans, type Span } from './intervals';

const MINUTES_PER_DAY = 1440;

/** Whose hours are asked for: the practice's alone, or also a provider's, an operatory's or both. */
export interface WorkingResource {
  readonly providerId?: string;
  readonly operatory?: string;
}

export interface WorkingHours {
  /**
   * Minutes after local midnight at which all the named ones work, practice included. Null when no schedule says
   * anything about any of them on that date: the hours are unknown, which is not the same as closed.
   */
  minutesOn(date: LocalDate, resource: WorkingResource): readonly Span[] | null;
}

const withinDay = (intervals: readonly DayInterval[]): readonly Span[] =>
  normaliseSpans(
    intervals.map(({ startMinutes, endMinutes }) => ({
      start: Math.max(0, startMinutes),
      end: Math.min(MINUTES_PER_DAY, endMinutes),
    })),
  );

const keyOf = (type: PmsWeekSchedule['resourceType'], id: string, date: LocalDate): string => `${type} ${date} ${id}`;

const bothKnown = (a: readonly Span[] | null, b: readonly Span[] | undefined): readonly Span[] | null => {
  if (b === undefined) return a;
  return a === null ? b : intersectionOf(a, b);
};

/**
 * Indexes the schedules of ONE practice, so that a date costs look-ups and not scans. A row that is absent says nothing:
 * a provider without one keeps the practice's hours. A holiday, or a day without intervals, is closed. Rows that say
 * two things about the same day count as far as they agree: an hour too few is offered rather than one too many.
 */
export function createWorkingHours(weekSchedules: readonly PmsWeekSchedule[]): WorkingHours {
  const known = new Map<string, readonly Span[]>();
  for (const { resourceType, resourceId, days } of weekSchedules) {
    for (const { date, isHoliday, intervals } of days) {
      const key = keyOf(resourceType, resourceType === 'practice' ? '' : resourceId, date);
      const spans = isHoliday ? [] : withinDay(intervals);
      known.set(key, bothKnown(spans, known.get(key)) ?? spans);
    }
  }
  return {
    minutesOn(date, { providerId, operatory }) {
      let hours = bothKnown(null, known.get(keyOf('practice', '', date)));
      if (providerId !== undefined) hours = bothKnown(hours, known.get(keyOf('provider', providerId, date)));
      if (operatory !== undefined) hours = bothKnown(hours, known.get(keyOf('operatory', operatory, date)));
      return hours;
    },
  };
}

/**
 * Wall-clock minutes of a date as spans of epoch milliseconds. On the days on which the clocks change: a time that does
 * not exist is the instant at which the clock jumps past it; of a time that exists twice, work begins at the later and
 * ends at the earlier.
 */
export function toInstantSpans(clock: DayClock, date: LocalDate, minutes: readonly Span[]): readonly Span[] {
  const edge = (at: number, side: 'start' | 'end'): number => {
    const reading = clock.read(date, at);
    if (reading.kind === 'never') return reading.resumesAtMs;
    return side === 'start' ? reading.latestMs : reading.earliestMs;
  };
  return normaliseSpans(minutes.map(({ start, end }) => ({ start: edge(start, 'start'), end: edge(end, 'end') })));
}
