import type { PmsBusyVisit } from '../pms';
import { createDayClock } from '../time/day-clock';
import type { PracticeZone } from '../time/practice-time';
import { busySpanOf, holdSpanOf, takesProvider, type SlotHold } from './busy-spans';
import type { Span } from './intervals';

/** The time that a visit would take: whose, where and when. */
export interface Slot {
  readonly providerId: string;
  readonly operatory: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/**
 * Whether nothing takes the slot's provider or operatory, asked of fresh data just before a booking is sent. The caller
 * leaves out the booking's own hold, and on a move the visit that moves. A slot without a length is not free.
 * @throws RangeError for an unknown zone.
 */
export function isSlotFree(
  zone: PracticeZone,
  slot: Slot,
  busy: readonly PmsBusyVisit[],
  holds: readonly SlotHold[],
): boolean {
  const clock = createDayClock(zone);
  const wanted = { start: slot.startsAt.getTime(), end: slot.endsAt.getTime() };
  if (!(wanted.start < wanted.end)) return false;
  const isTakenByVisit = busy.some((visit) => {
    if (visit.operatory !== slot.operatory && !takesProvider(visit, slot.providerId)) return false;
    const span = busySpanOf(clock, visit);
    return span !== null && overlap(span, wanted);
  });
  if (isTakenByVisit) return false;
  return !holds.some(
    (hold) =>
      (hold.operatory === slot.operatory || hold.providerId === slot.providerId) && overlap(holdSpanOf(hold), wanted),
  );
}
