import type { PmsBusyVisit } from '../pms';
import type { DayClock } from '../time/day-clock';
import { isLocalDate, isLocalTime, minutesOf } from '../time/practice-time';
import type { Span } from './intervals';

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 1440;

/** What a visit is taken to last when the PMS gives no length above zero: the patient will be there all the same. */
export const UNKNOWN_LENGTH_MINUTES = 30;

/** A slot that is kept for somebody: our own hold, or a write that is not confirmed yet. */
export interface SlotHold {
  readonly providerId: string;
  readonly operatory: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/**
 * The span of epoch milliseconds that a visit blocks; null for a cancelled visit, or one whose date cannot be read. In
 * doubt it blocks more: every instant that its wall time may mean when the clocks change, and the whole day when the
 * time cannot be read.
 */
export function busySpanOf(clock: DayClock, visit: PmsBusyVisit): Span | null {
  if (visit.isCancelled || !isLocalDate(visit.date)) return null;
  if (!isLocalTime(visit.startTime)) {
    return { start: clock.read(visit.date, 0).earliestMs, end: clock.read(visit.date, MINUTES_PER_DAY).latestMs };
  }
  const lengthMinutes = visit.lengthMinutes > 0 ? visit.lengthMinutes : UNKNOWN_LENGTH_MINUTES;
  const { earliestMs, latestMs } = clock.read(visit.date, minutesOf(visit.startTime));
  return { start: earliestMs, end: latestMs + lengthMinutes * MS_PER_MINUTE };
}

export const holdSpanOf = (hold: SlotHold): Span => ({ start: hold.startsAt.getTime(), end: hold.endsAt.getTime() });

/** Whether the visit takes the provider's time, as its dentist or as its hygienist. */
export const takesProvider = (visit: PmsBusyVisit, providerId: string): boolean =>
  visit.providerId === providerId || visit.hygienistId === providerId;
