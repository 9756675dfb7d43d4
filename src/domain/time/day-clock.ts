import type { LocalDate } from '../pms';
import { naiveMidnightMs, practiceZone, type PracticeZone } from './practice-time';
import { changeBetween, offsetsOf, readWallTime, type OffsetAt, type WallReading } from './wall-clock';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;
const MINUTES_PER_DAY = 1440;

/** Turns many wall-clock times of one practice into instants and back, at the cost of arithmetic. */
export interface DayClock {
  /** Reads a wall time given as minutes after midnight of `date`; 1440 is the next midnight. */
  read(date: LocalDate, minutes: number): WallReading;
  /** Wall-clock minutes after midnight of `date` at an instant of that date, fraction of a minute cut off. */
  minutesAt(date: LocalDate, atMs: number): number;
}

interface Day {
  readonly midnightMs: number;
  readonly offsetAt: OffsetAt;
  /** Null on a day near a change of the clocks. */
  readonly onlyOffsetMs: number | null;
}

/** The zone's offsets for a date and a day on either side of it, asked for once. */
function dayIn(zoneOffsetAt: OffsetAt, date: LocalDate): Day {
  const midnightMs = naiveMidnightMs(date);
  const [fromMs, toMs] = [midnightMs - MS_PER_DAY, midnightMs + 2 * MS_PER_DAY];
  const before = zoneOffsetAt(fromMs);
  const after = zoneOffsetAt(toMs);
  if (before === after) return { midnightMs, offsetAt: () => before, onlyOffsetMs: before };
  const changeMs = changeBetween(zoneOffsetAt, fromMs, toMs);
  return { midnightMs, offsetAt: (atMs) => (atMs < changeMs ? before : after), onlyOffsetMs: null };
}

/**
 * A practice's month has thousands of visits, so the zone is asked a few times for each date and not for each visit; the
 * answers are kept for the clock's life, which is that of one computation. @throws RangeError for an unknown zone or
 * what is not a date.
 */
export function createDayClock(zoneName: PracticeZone): DayClock {
  const zoneOffsetAt = offsetsOf(practiceZone(zoneName));
  const days = new Map<LocalDate, Day>();

  const dayOf = (date: LocalDate): Day => {
    const known = days.get(date);
    if (known !== undefined) return known;
    const day = dayIn(zoneOffsetAt, date);
    days.set(date, day);
    return day;
  };

  return {
    read(date, minutes) {
      const day = dayOf(date);
      const naiveMs = day.midnightMs + minutes * MS_PER_MINUTE;
      if (minutes < 0 || minutes > MINUTES_PER_DAY) return readWallTime(zoneOffsetAt, naiveMs);
      if (day.onlyOffsetMs === null) return readWallTime(day.offsetAt, naiveMs);
      const atMs = naiveMs - day.onlyOffsetMs;
      return { kind: 'once', earliestMs: atMs, latestMs: atMs };
    },
    minutesAt(date, atMs) {
      const day = dayOf(date);
      return Math.floor((atMs + day.offsetAt(atMs) - day.midnightMs) / MS_PER_MINUTE);
    },
  };
}
