import { z } from 'zod';
import { ok } from '../domain/result';
import type { AppCallContext, SikkaCalls } from './calls';
import { flagOf, text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, type SikkaReply } from './reply';
import { instantOf } from './wall-stamp';

/** How the utility (SPU) on a practice's computer does. An office may have several. */
export interface UtilityHealth {
  /** When it last took the practice's data; null when Sikka does not say, or says it in a zone that nobody knows. */
  readonly refreshedAt: Date | null;
  /** Minutes between two refreshes; 1440 is once a day; null when it cannot be read. */
  readonly refreshIntervalMinutes: number | null;
  /** Time of day of the daily refresh as the practice set it, such as `2:00 AM`; '' when there is none. */
  readonly refreshTime: string;
  readonly hasError: boolean;
  readonly isInactive: boolean;
}

const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 1_440;

/** Sikka sends the computer's name, its paths and the error's text too; what is not named here is dropped on arrival. */
const rowSchema = z.object({
  office_id: text,
  refresh_time: text,
  timezone: text,
  spc_schedule_type: text,
  spc_schedule_time: text,
  spc_schedule_interval: text,
  spc_error_flag: text,
  is_inactive: text,
});
type Row = z.infer<typeof rowSchema>;

/** `20 Minutes` or `2 Hours`; a schedule that names no interval runs once a day when it is `Daily`. */
function intervalMinutesOf({ spc_schedule_type, spc_schedule_interval }: Row): number | null {
  const [, count, unit] = /^(\d{1,4})\s*(minute|hour|day)s?$/i.exec(spc_schedule_interval) ?? [];
  if (count !== undefined && unit !== undefined && Number(count) > 0) {
    const minutes = { minute: 1, hour: MINUTES_PER_HOUR, day: MINUTES_PER_DAY }[unit.toLowerCase()];
    return minutes === undefined ? null : Number(count) * minutes;
  }
  const isDaily = /^(daily)?$/i.test(spc_schedule_interval) && /^daily$/i.test(spc_schedule_type);
  return isDaily ? MINUTES_PER_DAY : null;
}

const toHealth = (row: Row): UtilityHealth => ({
  refreshedAt: instantOf(row.refresh_time, row.timezone),
  refreshIntervalMinutes: intervalMinutesOf(row),
  refreshTime: row.spc_schedule_time,
  hasError: flagOf(row.spc_error_flag) === true,
  isInactive: flagOf(row.is_inactive) === true,
});

/** The health of the office's utilities. Rows need not name their office; those that name another are left out. */
export const listUtilityHealth =
  (calls: SikkaCalls) =>
  (
    context: AppCallContext,
    { officeId }: { readonly officeId: string },
  ): Promise<SikkaReply<readonly UtilityHealth[]>> =>
    withinContext(context, async (within) => {
      const list = { endpoint: '/health_check', query: { office_id: officeId }, row: rowSchema };
      const reply = await readAllRows((call) => calls.callApp(within, call), list);
      return readReply(reply, (rows) => {
        const own = rows.filter(({ office_id }) => office_id === '' || office_id === officeId);
        return ok(own.map(toHealth));
      });
    });
