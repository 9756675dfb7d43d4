import { DateTime } from 'luxon';
import type { LocalDate } from '../pms';
import { isLocalDate } from '../time/practice-time';

/** "Tue Mar 10", as a text has it. @throws RangeError for a non-date. */
export function speakShortDate(date: LocalDate): string {
  if (!isLocalDate(date)) throw new RangeError('not a YYYY-MM-DD calendar date');
  return DateTime.fromFormat(date, 'yyyy-MM-dd', { zone: 'utc', locale: 'en-US' }).toFormat('ccc LLL d');
}
