import { DateTime } from 'luxon';
import { practiceZone, type PracticeZone } from '../time/practice-time';

/** No texts from nine in the evening to eight in the morning, by the practice's own clock (47 CFR 64.1200(c)(1)). */
const QUIET_FROM_HOUR = 21;
const QUIET_UNTIL_HOUR = 8;

/** Milliseconds from `now` until a text may go out; 0 by day. @throws RangeError for an unknown zone. */
export function quietDelayMs(zone: PracticeZone, now: Date): number {
  const local = DateTime.fromJSDate(now, { zone: practiceZone(zone) });
  if (local.hour >= QUIET_UNTIL_HOUR && local.hour < QUIET_FROM_HOUR) return 0;
  const day = local.hour >= QUIET_FROM_HOUR ? local.plus({ days: 1 }) : local;
  const morning = day.set({ hour: QUIET_UNTIL_HOUR, minute: 0, second: 0, millisecond: 0 });
  return morning.toMillis() - now.getTime();
}

/** When a text about a visit may go out; `too-late` where that is not before the visit. Null: about no visit. */
export function textTime(
  zone: PracticeZone,
  now: Date,
  visitStartsAt: Date | null,
): { readonly kind: 'at'; readonly delayMs: number } | { readonly kind: 'too-late' } {
  const delayMs = quietDelayMs(zone, now);
  const isTooLate = visitStartsAt !== null && now.getTime() + delayMs >= visitStartsAt.getTime();
  return isTooLate ? { kind: 'too-late' } : { kind: 'at', delayMs };
}
