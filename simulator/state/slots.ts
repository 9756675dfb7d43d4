import { roomsOn } from '../seed/calendar';
import { hoursOn, isHoliday } from '../seed/hours';
import type { SeedOffice, SeedPractice } from '../seed/types';
import type { Book } from './book';
import { doOverlap, isOff, type TimeTaken } from './overlap';

export const SLOT_MINUTES = 30;

interface SlotDeps {
  readonly office: SeedOffice;
  readonly book: Book;
}

/** Whether the time lies within one stretch of the provider's hours, on an open day, and nobody is in the way. */
export function isInFreeSlots({ office, book }: SlotDeps, wanted: TimeTaken, exceptSrNo?: string): boolean {
  const provider = book.practice(wanted.practiceId)?.providers.find((one) => one.providerId === wanted.providerId);
  if (isHoliday(office.seed, wanted.date)) return false;
  const isWithinHours = hoursOn(provider?.hours ?? [], wanted.date).some(
    (span) => wanted.startMinutes >= span.startMinutes && wanted.startMinutes + wanted.lengthMinutes <= span.endMinutes,
  );
  return isWithinHours && book.findClash(wanted, exceptSrNo) === undefined;
}

/** The free half hours of a practice's clinicians on one date, each in the room where the provider works that day. */
export function freeSlotsOn({ office, book }: SlotDeps, practice: SeedPractice, date: string): TimeTaken[] {
  if (isHoliday(office.seed, date)) return [];
  const taken = book.visitsBetween(date, date).filter((visit) => !isOff(visit));
  const rooms = roomsOn(office.seed, practice, date);
  return practice.providers.flatMap((provider) => {
    const operatory = rooms.get(provider.providerId);
    if (operatory === undefined) return [];
    return hoursOn(provider.hours, date).flatMap(({ startMinutes, endMinutes }) => {
      const count = Math.floor((endMinutes - startMinutes) / SLOT_MINUTES);
      const starts = Array.from({ length: count }, (_, index) => startMinutes + index * SLOT_MINUTES);
      return starts
        .map((start) => ({
          practiceId: practice.practiceId,
          providerId: provider.providerId,
          operatory,
          date,
          startMinutes: start,
          lengthMinutes: SLOT_MINUTES,
        }))
        .filter((slot) => !taken.some((visit) => doOverlap(visit, slot)));
    });
  });
}
