import type { Language } from '../language';
import { reveal, type Phi } from '../phi';
import type { LocalDate, LocalTime } from '../pms';
import { toLocal, type PracticeZone } from '../time/practice-time';
import { speakDate, speakDateTime, type SpeakOptions } from '../time/speak';
import type { VisitOnFile } from './request';

const MINUTES_PER_DAY = 1440;

/** A visit to which the PMS has given a day and no time of it is kept as one that takes the whole day. */
const hasNoTime = ({ time, lengthMinutes }: VisitOnFile): boolean =>
  time === '00:00' && lengthMinutes >= MINUTES_PER_DAY;

/** "Tuesday, March 10 at 10:30 AM", or the day alone where the PMS has no time. For the words of a tool only. */
export function speakVisitTime(wrapped: Phi<VisitOnFile>, language: Language, options: SpeakOptions = {}): string {
  const visit = reveal(wrapped);
  return hasNoTime(visit) ? speakDate(visit.date, language, options) : speakDateTime(visit, language, options);
}

/** Whether a visit has begun on the practice's clock; one without a time has with the day after. */
export function hasBegun(wrapped: Phi<VisitOnFile>, zone: PracticeZone, now: Date): boolean {
  const visit = reveal(wrapped);
  const local = toLocal(zone, now);
  if (visit.date !== local.date || hasNoTime(visit)) return visit.date < local.date;
  return visit.time <= local.time;
}

/** Whether a slot is the time that a visit has already, with the same provider. */
export function isItsOwnTime(
  wrapped: Phi<VisitOnFile>,
  slot: { readonly localDate: LocalDate; readonly localTime: LocalTime; readonly providerId: string },
): boolean {
  const { date, time, providerId } = reveal(wrapped);
  return date === slot.localDate && time === slot.localTime && providerId === slot.providerId;
}

/** Whether the PMS has given the visit a number, by which it can be moved. */
export const hasNumber = (visit: Phi<VisitOnFile>): boolean => reveal(visit).appointmentSrNo !== null;
