import { z } from 'zod';
import type { DayInterval, PmsWeekSchedule } from '../domain/pms';
import { addDays, weekdayOf } from '../domain/time/practice-time';
import { flagOf, localDateOf, minutesOfDay, text } from './fields';

type Day = PmsWeekSchedule['days'][number];

const DAYS_PER_WEEK = 7;
const PAIRS_PER_DAY = [1, 2, 3];
const MIDNIGHT_MINUTES = 1440;

/** The weekday columns (`sunday_start_1` … `saturday_end_3`, `sunday_holiday` …) come with `fields=get_all` only. */
export const weekRowSchema = z
  .object({ practice_id: text, resource_type: text, resource_id: text, date: text })
  .catchall(z.unknown());
export type WeekRow = z.infer<typeof weekRowSchema>;

/** The words that Sikka uses for resource types are not documented: any form that begins so is taken. */
function resourceTypeOf(word: string): PmsWeekSchedule['resourceType'] | null {
  const lower = word.toLowerCase();
  if (lower.startsWith('prac')) return 'practice';
  if (lower.startsWith('prov')) return 'provider';
  return lower.startsWith('oper') ? 'operatory' : null;
}

/** A pair that cannot be read is no working time: nothing is offered on a guess. An end of 00:00 is the day's end. */
function intervalOf(start: string, end: string): DayInterval | null {
  const [startMinutes, endOfDay] = [minutesOfDay(start), minutesOfDay(end)];
  if (startMinutes === null || endOfDay === null) return null;
  const endMinutes = endOfDay === 0 && startMinutes > 0 ? MIDNIGHT_MINUTES : endOfDay;
  return startMinutes < endMinutes ? { startMinutes, endMinutes } : null;
}

/** Blank columns are a day off; columns that are not there at all say nothing. */
function dayOf(row: WeekRow, date: string): Day | null {
  const day = weekdayOf(date).toLowerCase();
  const columns = [`${day}_holiday`, ...PAIRS_PER_DAY.flatMap((n) => [`${day}_start_${n}`, `${day}_end_${n}`])];
  if (!columns.some((name) => name in row)) return null;
  const read = (name: string): string => text.safeParse(row[name]).data ?? '';
  const holiday = read(`${day}_holiday`);
  return {
    date,
    isHoliday: holiday !== '' && flagOf(holiday) !== false,
    intervals: PAIRS_PER_DAY.map((n) => intervalOf(read(`${day}_start_${n}`), read(`${day}_end_${n}`))).filter(
      (interval) => interval !== null,
    ),
  };
}

/** The row's seven days; its `date` is the first of them, whichever weekday that is. Null for what is not a schedule. */
export function toWeekSchedule(row: WeekRow): PmsWeekSchedule | null {
  const resourceType = resourceTypeOf(row.resource_type);
  const firstDate = localDateOf(row.date);
  if (resourceType === null || firstDate === null || row.resource_id === '') return null;
  const dates = Array.from({ length: DAYS_PER_WEEK }, (_, index) => addDays(firstDate, index));
  const days = dates.map((date) => dayOf(row, date)).filter((day) => day !== null);
  return { resourceType, resourceId: row.resource_id, days };
}
