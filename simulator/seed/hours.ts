import { dayNumber, weekdayOf } from '../time';
import { createRandom } from './prng';
import type { Interval, WeekHours } from './types';

const between = (startHour: number, endHour: number): Interval => ({
  startMinutes: startHour * 60,
  endMinutes: endHour * 60,
});

const CLOSED: readonly Interval[] = [];
const FULL_DAY = [between(8, 12), between(13, 17)];
const SHORT_FRIDAY = [between(8, 12), between(13, 14)];
const WITH_EVENING = [...FULL_DAY, between(18, 20)];
const LATE_START = [between(9, 12), between(13, 17)];

/** Sunday first. The main practice: lunch 12–13, Thursday evening, Friday until 14:00. */
export const MAIN_HOURS: WeekHours = [CLOSED, FULL_DAY, FULL_DAY, FULL_DAY, WITH_EVENING, SHORT_FRIDAY, CLOSED];
export const WITHOUT_EVENING: WeekHours = [CLOSED, FULL_DAY, FULL_DAY, FULL_DAY, FULL_DAY, SHORT_FRIDAY, CLOSED];
export const WITHOUT_WEDNESDAY: WeekHours = [CLOSED, FULL_DAY, FULL_DAY, CLOSED, FULL_DAY, SHORT_FRIDAY, CLOSED];
/** The second practice: Monday to Thursday. */
export const SECOND_HOURS: WeekHours = [CLOSED, LATE_START, LATE_START, LATE_START, LATE_START, CLOSED, CLOSED];
export const NO_HOURS: WeekHours = [CLOSED, CLOSED, CLOSED, CLOSED, CLOSED, CLOSED, CLOSED];

const HOLIDAY_EVERY_WEEKS = 4;

/**
 * One closed day (Monday to Thursday) in each run of four weeks, so that there is always one within the next eight.
 * Decided by the date alone: a restart does not move it.
 */
export function isHoliday(seed: number, date: string): boolean {
  const weekday = weekdayOf(date);
  const week = Math.floor((dayNumber(date) - weekday) / 7);
  const random = createRandom(seed, 'holiday', Math.floor(week / HOLIDAY_EVERY_WEEKS));
  const weekOfRun = random.integer(0, HOLIDAY_EVERY_WEEKS - 1);
  return week % HOLIDAY_EVERY_WEEKS === weekOfRun && weekday === random.integer(1, 4);
}

export const hoursOn = (hours: WeekHours, date: string): readonly Interval[] => hours[weekdayOf(date)] ?? CLOSED;
