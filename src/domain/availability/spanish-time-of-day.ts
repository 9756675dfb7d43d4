import type { DayInterval } from '../pms';

const HOUR = 60;
const NOON = 12 * HOUR;
const END = 24 * HOUR;
/** `tarde` lasts longer than an afternoon. */
const NIGHTFALL = 19 * HOUR;

/** Parts of the day in Spanish, without accents: `manana` is also the morning. The first that fits counts. */
export const SPANISH_PARTS: readonly (readonly [RegExp, DayInterval])[] = [
  [
    /a? primera hora|^(?:muy |lo mas )?temprano(?! (?:por|en|de) la tarde)|madrugada/,
    { startMinutes: 0, endMinutes: 9 * HOUR },
  ],
  [/antes (?:del?|de la) (?:mediodia|medio dia|almuerzo|almorzar|comida|comer)/, { startMinutes: 0, endMinutes: NOON }],
  [
    /despues de (?:la escuela|las clases|clases|la clase)|al salir de (?:la escuela|clases)/,
    { startMinutes: 15 * HOUR, endMinutes: END },
  ],
  [
    /despues del? (?:trabajo|trabajar)|al salir del? (?:trabajo|trabajar)|noche|ultima hora|mas tarde/,
    { startMinutes: 16 * HOUR + 30, endMinutes: END },
  ],
  [
    /despues (?:del?|de la) (?:mediodia|medio dia|almuerzo|almorzar|comida|comer)|\btardes?\b/,
    { startMinutes: NOON, endMinutes: NIGHTFALL },
  ],
  [/\bmananas?\b/, { startMinutes: 0, endMinutes: NOON }],
  [/mediodia|medio dia|almuerzo|almorzar/, { startMinutes: 11 * HOUR, endMinutes: 14 * HOUR }],
];

export const SPANISH_ANY =
  /^(?:a )?(?:cualquiera?|cuando sea|todo el dia|sin preferencia|me da igual|da lo mismo|no importa)\b/;

const HOURS: readonly string[] = [
  ...['una', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez', 'once', 'doce'],
];
const CLOCK = new RegExp(
  `^(?:(?<after>despues de|a partir de|desde)|(?<before>antes de)|hacia|sobre|como(?: a)?|cerca de|alrededor de|a eso de|a)?\\s*(?:las?\\s+)?` +
    `(?<hour>\\d{1,2}|${HOURS.join('|')})(?::?(?<minute>\\d{2})|\\s+y\\s+(?<fraction>media|cuarto))?` +
    `\\s*(?:(?<morning>a\\.?\\s?m\\.?|(?:de|por|en) la manana)|(?<later>p\\.?\\s?m\\.?|(?:de|por|en) la (?:tarde|noche)|del mediodia))?$`,
);

/** "despues de las 3 de la tarde" as "after 3 pm", "a las diez y media" as "at 10:30"; other words as they are. */
export function clockInEnglish(words: string): string {
  const said = CLOCK.exec(words)?.groups;
  if (said === undefined) return words;
  const { after, before, hour = '', minute, fraction, morning, later } = said;
  const minutes = minute ?? (fraction === undefined ? '00' : fraction === 'media' ? '30' : '15');
  const number = HOURS.includes(hour) ? String(HOURS.indexOf(hour) + 1) : hour;
  const where = after !== undefined ? 'after' : before !== undefined ? 'before' : 'at';
  const half = morning !== undefined ? ' am' : later !== undefined ? ' pm' : '';
  return `${where} ${number}:${minutes}${half}`;
}
