import { DateTime, IANAZone } from 'luxon';
import { naiveMidnightMs } from '../domain/time/practice-time';
import { offsetsOf, readWallTime } from '../domain/time/wall-clock';
import { localDateOf, minutesOfDay } from './fields';
import { toIanaZone } from './time-zones';

const MS_PER_MINUTE = 60_000;
const AMERICAN_DATE = /^(\d{1,2}\/\d{1,2}\/\d{4})\s+(.+)$/;

/** `2031-03-04T02:20:00` or `3/4/2031 2:20:00 AM` as if the clock ran on UTC; seconds are cut off. */
function naiveMsOf(stamp: string): number | null {
  const [, american, rest] = AMERICAN_DATE.exec(stamp.trim()) ?? [];
  const day = american === undefined ? null : DateTime.fromFormat(american, 'M/d/yyyy', { zone: 'utc' });
  const date = localDateOf(day === null ? stamp : day.isValid ? day.toFormat('yyyy-MM-dd') : '');
  const minutes = minutesOfDay(rest ?? stamp.trim());
  return date === null || minutes === null ? null : naiveMidnightMs(date) + minutes * MS_PER_MINUTE;
}

/**
 * The instant of a wall-clock stamp in a zone by its Windows name. Null for no stamp, for one that cannot be read and
 * for a zone that is unknown or not given: UTC is never assumed. Of a time that the clock showed twice, the earlier one,
 * so that nothing looks fresher than it is.
 */
export function instantOf(stamp: string, windowsZone: string): Date | null {
  const naiveMs = naiveMsOf(stamp);
  const zone = toIanaZone(windowsZone);
  if (naiveMs === null || !zone.ok) return null;
  const reading = readWallTime(offsetsOf(IANAZone.create(zone.value)), naiveMs);
  return reading.kind === 'never' ? null : new Date(reading.earliestMs);
}
