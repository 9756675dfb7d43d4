import { z } from 'zod';

const MIN_MINUTES = 5;
const MAX_MINUTES = 240;
const MINUTES = /^(\d{1,3})(?:\.0+)?\s*(?:-?\s*(?:m|min|mins|minute|minutes|minutos?)\.?)?$/;
const HOURS = /^(\d{1,2}(?:\.\d{1,2})?|an?|one|two|half an?|una|dos|media)\s*-?\s*(?:h|hr|hrs|hour|hours|horas?)\.?$/;
const HOUR_WORDS: ReadonlyMap<string, number> = new Map([
  ['a', 1],
  ['an', 1],
  ['one', 1],
  ['two', 2],
  ['half a', 0.5],
  ['half an', 0.5],
  ['una', 1],
  ['dos', 2],
  ['media', 0.5],
]);

/** Minutes of `60`, "60 minutes", "1.5 hours" or "half an hour"; null for anything else. */
function readMinutes(text: string): number | null {
  const words = text.trim().toLowerCase();
  const minutes = MINUTES.exec(words)?.[1];
  if (minutes !== undefined) return Number(minutes);
  const hours = HOURS.exec(words)?.[1];
  return hours === undefined ? null : (HOUR_WORDS.get(hours) ?? Number(hours)) * 60;
}

/** How long a visit is wished to be, in minutes, 5 to 240; absent, null and '' say nothing. */
export const lengthMinutes = (what: string): z.ZodType<number | undefined> =>
  z
    .union([z.number(), z.string()], { error: `${what} must be a whole number of minutes` })
    .nullish()
    .transform((value, context) => {
      if (value === undefined || value === null || value === '') return undefined;
      const minutes = typeof value === 'number' ? value : readMinutes(value);
      if (minutes !== null && Number.isInteger(minutes) && minutes >= MIN_MINUTES && minutes <= MAX_MINUTES) {
        return minutes;
      }
      const isLength = minutes !== null && Number.isInteger(minutes);
      const message = isLength
        ? `${what} must be from ${String(MIN_MINUTES)} to ${String(MAX_MINUTES)}`
        : `${what} must be a whole number of minutes, such as 60, or be left out`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });
