import { DateTime } from 'luxon';
import { practiceZone, type PracticeZone } from '../../domain/time/practice-time';

const DAY_BEGINS_HOUR = 7;
const DAY_ENDS_HOUR = 21;

/**
 * Whether the practice's people may be texted now: from 7 in the morning to 9 in the evening by their own clock; at night
 * only about what is due before the morning. @throws RangeError for an unknown zone.
 */
export function isNoticeTime(zone: PracticeZone, now: Date, earliestDueAt: Date): boolean {
  const local = DateTime.fromJSDate(now, { zone: practiceZone(zone) });
  if (local.hour >= DAY_BEGINS_HOUR && local.hour < DAY_ENDS_HOUR) return true;
  const day = local.hour >= DAY_ENDS_HOUR ? local.plus({ days: 1 }) : local;
  const morning = day.set({ hour: DAY_BEGINS_HOUR, minute: 0, second: 0, millisecond: 0 });
  return earliestDueAt.getTime() < morning.toMillis();
}
