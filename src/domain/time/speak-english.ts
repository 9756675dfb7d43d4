import { DateTime } from 'luxon';
import type { LocalDate, LocalTime } from '../pms';
import { weekdayOf } from './practice-time';
import type { TimeWords } from './time-words';

const inEnglish = { zone: 'utc', locale: 'en-US' } as const;
const timeWords = (time: LocalTime): string => DateTime.fromFormat(time, 'HH:mm', inEnglish).toFormat('h:mm a');

/** "Tuesday, March 10 at 10:30 AM". */
export const english: TimeWords = {
  time: timeWords,
  date(date: LocalDate, withYear: boolean): string {
    const day = DateTime.fromFormat(date, 'yyyy-MM-dd', inEnglish);
    return `${weekdayOf(date)}, ${day.toFormat(withYear ? 'MMMM d, yyyy' : 'MMMM d')}`;
  },
  today: 'today',
  tomorrow: 'tomorrow',
  at: (dateWords, time) => `${dateWords} at ${timeWords(time)}`,
};
