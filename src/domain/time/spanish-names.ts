import { WEEKDAYS, type Weekday } from './practice-time';

/** Spanish names, ours rather than the runtime's: one that was built with English alone has no others. */
export const SPANISH_WEEKDAYS: Readonly<Record<Weekday, string>> = {
  Monday: 'lunes',
  Tuesday: 'martes',
  Wednesday: 'miércoles',
  Thursday: 'jueves',
  Friday: 'viernes',
  Saturday: 'sábado',
  Sunday: 'domingo',
};

export const SPANISH_MONTHS: readonly string[] = [
  ...['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio'],
  ...['julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
];

/** Lower case without accents: speech and models leave them out as often as not. `mañana` is `manana`. */
export const withoutAccents = (text: string): string => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** May be `martes` or `marzo`; in a date without more it is taken for the month, as in English. */
const AMBIGUOUS = 'mar';

/** "mie", "miercoles" and "martes" are weekdays; null for any other word. @param word without accents, three letters or more */
export function weekdayFromSpanish(word: string): Weekday | null {
  if (word === AMBIGUOUS) return null;
  return WEEKDAYS.find((day) => withoutAccents(SPANISH_WEEKDAYS[day]).startsWith(word)) ?? null;
}

/** "ene", "set" and "marzo" are months, as 1 to 12; null for any other word. @param word as above */
export function monthFromSpanish(word: string): number | null {
  if ('setiembre'.startsWith(word)) return 9;
  const index = SPANISH_MONTHS.findIndex((name) => name.startsWith(word));
  return index === -1 ? null : index + 1;
}
