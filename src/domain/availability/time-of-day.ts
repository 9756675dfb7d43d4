import type { DayInterval } from '../pms';
import { withoutAccents } from '../time/spanish-names';
import { clockInEnglish, SPANISH_ANY, SPANISH_PARTS } from './spanish-time-of-day';

const HOUR = 60;
const NOON = 12 * HOUR;

/** Parts of the day as callers name them, in minutes after local midnight in which a visit may start. */
const PARTS: readonly (readonly [RegExp, DayInterval])[] = [
  [/early morning|first thing/, { startMinutes: 0, endMinutes: 9 * HOUR }],
  [/morning|before (noon|lunch)\b/, { startMinutes: 0, endMinutes: NOON }],
  [/after school/, { startMinutes: 15 * HOUR, endMinutes: 24 * HOUR }],
  [/after work|evening|night|late/, { startMinutes: 16 * HOUR + 30, endMinutes: 24 * HOUR }],
  [/afternoon|after (noon|lunch)/, { startMinutes: NOON, endMinutes: 17 * HOUR }],
  [/\b(lunch|noon|midday)\b/, { startMinutes: 11 * HOUR, endMinutes: 14 * HOUR }],
];
const ANY = /^(any|any ?time|whenever|all day|no preference)\b/;
const CLOCK = /^(after|before|around|at)?\s*(\d{1,2})(?::?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$/;

/** An hour without am or pm: offices are open from seven to six, so 1 to 6 are in the afternoon. */
function minutesOfClock(hourText: string, minuteText: string | undefined, half: string | undefined): number | null {
  const hour = Number(hourText);
  const minute = Number(minuteText ?? '0');
  if (hour > 23 || minute > 59 || (half !== undefined && (hour < 1 || hour > 12))) return null;
  const isAfternoon = half === undefined ? hour >= 1 && hour <= 6 : half.startsWith('p');
  return ((hour % 12) + (isAfternoon || (half === undefined && hour >= 12) ? 12 : 0)) * HOUR + minute;
}

/** What "mornings", "after school", "after 3 pm" or "por la tarde" means. Null: any time. `unreadable`: nobody can tell. */
export function parseTimeOfDay(words: string): DayInterval | null | 'unreadable' {
  const text = clockInEnglish(withoutAccents(words.trim()));
  if (ANY.test(text) || SPANISH_ANY.test(text)) return null;
  const part = [...PARTS, ...SPANISH_PARTS].find(([pattern]) => pattern.test(text));
  if (part !== undefined) return part[1];
  const clock = CLOCK.exec(text);
  const at = clock === null ? null : minutesOfClock(clock[2] ?? '', clock[3], clock[4]);
  if (clock === null || at === null) return 'unreadable';
  if (clock[1] === 'after') return { startMinutes: at, endMinutes: 24 * HOUR };
  if (clock[1] === 'before') return { startMinutes: 0, endMinutes: at };
  return { startMinutes: Math.max(0, at - HOUR), endMinutes: Math.min(24 * HOUR, at + HOUR) };
}
