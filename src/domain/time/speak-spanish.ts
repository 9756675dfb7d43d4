import type { LocalDate, LocalTime } from '../pms';
import { minutesOf, weekdayOf } from './practice-time';
import { SPANISH_MONTHS, SPANISH_WEEKDAYS } from './spanish-names';
import type { TimeWords } from './time-words';

const NOON = '12:00';
const MIDNIGHT = '00:00';

function partOfDay(hour: number): string {
  if (hour < 6) return 'de la madrugada';
  if (hour < 12) return 'de la mañana';
  return hour < 19 ? 'de la tarde' : 'de la noche';
}

function timeWords(time: LocalTime): string {
  if (time === NOON) return 'mediodía';
  if (time === MIDNIGHT) return 'medianoche';
  const hour = Math.floor(minutesOf(time) / 60);
  return `${String(hour % 12 === 0 ? 12 : hour % 12)}:${time.slice(3)} ${partOfDay(hour)}`;
}

/** "a las 10:30", "a la 1:00", "al mediodía". */
function atWords(time: LocalTime): string {
  if (time === NOON) return 'al';
  if (time === MIDNIGHT) return 'a la';
  return timeWords(time).startsWith('1:') ? 'a la' : 'a las';
}

const dayOfMonth = (date: LocalDate): string => {
  const day = Number(date.slice(8));
  return day === 1 ? 'primero' : String(day);
};

/** "martes 10 de marzo a las 10:30 de la mañana", as it is said in Latin America and the US. */
export const spanish: TimeWords = {
  time: timeWords,
  date(date: LocalDate, withYear: boolean): string {
    const month = SPANISH_MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
    const year = withYear ? ` de ${date.slice(0, 4)}` : '';
    return `${SPANISH_WEEKDAYS[weekdayOf(date)]} ${dayOfMonth(date)} de ${month}${year}`;
  },
  today: 'hoy',
  tomorrow: 'mañana',
  at: (dateWords, time) => `${dateWords} ${atWords(time)} ${timeWords(time)}`,
};
