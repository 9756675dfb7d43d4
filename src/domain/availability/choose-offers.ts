import type { LocalDate } from '../pms';
import { minutesOf } from '../time/practice-time';
import type { Opening } from './find-openings';

/** More than this a caller cannot keep in mind; also the limit of one tool answer. */
export const MAX_OFFERS = 5;
const NOON_MINUTES = 12 * 60;
const EVENING_MINUTES = 17 * 60;
/** Two times of one day that are at least this far apart are equally different. */
const FAR_APART_MINUTES = 120;

const partOfDay = (opening: Opening): number => {
  const minutes = minutesOf(opening.time);
  if (minutes < NOON_MINUTES) return 0;
  return minutes < EVENING_MINUTES ? 1 : 2;
};

/** One opening for each date and time, the first given; from the first `maxCount` dates, then it stops reading. */
function differentTimes(openings: Iterable<Opening>, maxCount: number): readonly Opening[] {
  const byTime = new Map<string, Opening>();
  const dates = new Set<LocalDate>();
  for (const opening of openings) {
    if (!dates.has(opening.date) && dates.size === maxCount) break;
    dates.add(opening.date);
    const key = `${opening.date} ${opening.time}`;
    if (!byTime.has(key)) byTime.set(key, opening);
  }
  return [...byTime.values()].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/** How much a candidate repeats what is picked already; compared number by number, lower is better. */
function repetition(candidate: Opening, picked: readonly Opening[]): readonly number[] {
  const sameDate = picked.filter(({ date }) => date === candidate.date);
  const samePart = picked.filter((other) => partOfDay(other) === partOfDay(candidate));
  const samePartOfDate = sameDate.filter((other) => partOfDay(other) === partOfDay(candidate));
  const distances = sameDate.map((other) => Math.abs(minutesOf(other.time) - minutesOf(candidate.time)));
  return [sameDate.length, samePartOfDate.length, samePart.length, -Math.min(FAR_APART_MINUTES, ...distances)];
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index !== -1 && (a[index] ?? 0) < (b[index] ?? 0);
}

/**
 * The openings that a person at the desk would name: the earliest, then ones on other days and at other times of day,
 * at most one for each date and time, in the order of time. The same openings always give the same offers. Openings must
 * come by date, as `findOpenings` gives them; only as many as needed are read.
 */
export function chooseOffers(openings: Iterable<Opening>, wantedCount: number = MAX_OFFERS): readonly Opening[] {
  const maxCount = Math.min(wantedCount, MAX_OFFERS);
  const remaining = [...differentTimes(openings, maxCount)];
  const picked: Opening[] = [];
  while (picked.length < maxCount && remaining.length > 0) {
    let best = 0;
    let bestScore: readonly number[] | null = null;
    for (const [index, candidate] of remaining.entries()) {
      const score = repetition(candidate, picked);
      if (bestScore !== null && !isLess(score, bestScore)) continue;
      best = index;
      bestScore = score;
    }
    picked.push(...remaining.splice(best, 1));
  }
  return picked.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}
