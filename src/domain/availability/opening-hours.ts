import type { PmsWeekSchedule } from '../pms';
import { createDayClock } from '../time/day-clock';
import { addDays, todayIn, type PracticeZone } from '../time/practice-time';
import { covers, type Span } from './intervals';
import { createWorkingHours, toInstantSpans } from './working-hours';

const MS_PER_MINUTE = 60_000;
/** Over the longest holidays of a practice. */
export const DAYS_TO_LOOK_AHEAD = 14;

/** `unknown`: no schedule says anything of that day, which is not the same as closed. */
export type OpenState = 'open' | 'closed' | 'unknown';

export interface OpeningHours {
  stateAt(now: Date): OpenState;
  /**
   * The instant by which the practice has been open for so many minutes since `from`: an hour from now in the middle of
   * a day, an hour after the next opening at night. Null where no opening is known within two weeks.
   */
  afterOpenMinutes(from: Date, minutes: number): Date | null;
}

/** When ONE practice is open, in its own zone and across changes of the clocks. */
export function createOpeningHours(zone: PracticeZone, weekSchedules: readonly PmsWeekSchedule[]): OpeningHours {
  const clock = createDayClock(zone);
  const hours = createWorkingHours(weekSchedules);
  const spansOn = (date: string): readonly Span[] | null => {
    const minutes = hours.minutesOn(date, {});
    return minutes === null ? null : toInstantSpans(clock, date, minutes);
  };
  return {
    stateAt(now) {
      const spans = spansOn(todayIn(zone, now));
      if (spans === null) return 'unknown';
      const atMs = now.getTime();
      return covers(spans, { start: atMs, end: atMs + 1 }) ? 'open' : 'closed';
    },
    afterOpenMinutes(from, minutes) {
      let leftMs = minutes * MS_PER_MINUTE;
      const today = todayIn(zone, from);
      for (let day = 0; day <= DAYS_TO_LOOK_AHEAD; day += 1) {
        for (const span of spansOn(addDays(today, day)) ?? []) {
          const startMs = Math.max(span.start, from.getTime());
          if (startMs >= span.end) continue;
          if (span.end - startMs >= leftMs) return new Date(startMs + leftMs);
          leftMs -= span.end - startMs;
        }
      }
      return null;
    },
  };
}
