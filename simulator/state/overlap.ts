import type { Visit } from '../seed/types';

export type TimeTaken = Pick<
  Visit,
  'practiceId' | 'providerId' | 'operatory' | 'date' | 'startMinutes' | 'lengthMinutes'
>;

export const isOff = (visit: Pick<Visit, 'state'>): boolean => visit.state === 'broken' || visit.state === 'cancelled';

export const doOverlap = (one: TimeTaken, other: TimeTaken): boolean =>
  one.practiceId === other.practiceId &&
  one.date === other.date &&
  (one.providerId === other.providerId || one.operatory === other.operatory) &&
  one.startMinutes < other.startMinutes + other.lengthMinutes &&
  other.startMinutes < one.startMinutes + one.lengthMinutes;
