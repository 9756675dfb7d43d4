import type { LocalDate, PmsWeekSchedule } from '../domain/pms';
import { ok } from '../domain/result';
import { addDays, daysBetween, WEEKDAYS, weekdayOf } from '../domain/time/practice-time';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { readAllRows, withinContext } from './paging';
import { fail, readReply, succeed, type SikkaReply } from './reply';
import { toWeekSchedule, weekRowSchema } from './week-row';

export interface DateRange {
  readonly startDate: LocalDate;
  /** Included. */
  readonly endDate: LocalDate;
}

const DAYS_PER_WEEK = 7;
const MAX_WEEKS = 14;

/** Sikka's weeks begin on Sunday: its columns run from `sunday_start_1` to `saturday_end_3`. */
function weekStartsOf({ startDate, endDate }: DateRange): LocalDate[] {
  const daysSinceSunday = (WEEKDAYS.indexOf(weekdayOf(startDate)) + 1) % DAYS_PER_WEEK;
  const first = addDays(startDate, -daysSinceSunday);
  const weeks = Math.floor(daysBetween(first, endDate) / DAYS_PER_WEEK) + 1;
  if (weeks > MAX_WEEKS) throw new RangeError(`schedules are read for at most ${MAX_WEEKS} weeks`);
  return Array.from({ length: Math.max(weeks, 0) }, (_, index) => addDays(first, index * DAYS_PER_WEEK));
}

/**
 * Working hours of the practice, its providers and its rooms in the weeks of the range, whole weeks each. One request
 * a week, side by side. @throws RangeError for more than 14 weeks
 */
export const listWeekSchedules =
  (calls: SikkaCalls) =>
  (context: OfficeCallContext, range: DateRange): Promise<SikkaReply<readonly PmsWeekSchedule[]>> =>
    withinContext(context, async (within) => {
      const replies = await Promise.all(weekStartsOf(range).map((date) => listOneWeek(calls, within, date)));
      const exchanges = replies.flatMap((reply) => reply.exchanges);
      const schedules: PmsWeekSchedule[] = [];
      for (const reply of replies) {
        if (!reply.ok) return fail(reply.error, exchanges);
        schedules.push(...reply.value);
      }
      return succeed(schedules, exchanges);
    });

async function listOneWeek(
  calls: SikkaCalls,
  context: OfficeCallContext,
  date: LocalDate,
): Promise<SikkaReply<readonly PmsWeekSchedule[]>> {
  const { practiceId } = context.office;
  const list = { endpoint: '/practice_schedule', query: { date, fields: 'get_all' }, row: weekRowSchema };
  const reply = await readAllRows((call) => calls.callOffice(context, call), list);
  return readReply(reply, (rows) => {
    const own = rows.filter(({ practice_id }) => practice_id === practiceId);
    return ok(own.map(toWeekSchedule).filter((schedule) => schedule !== null));
  });
}
