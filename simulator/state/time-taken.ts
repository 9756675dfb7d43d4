import type { Visit } from '../seed/types';
import { minutesOfClock } from '../time';
import type { TimeTaken } from './overlap';

/** The time, provider and room that a booking asks for. */
export const timeTakenBy = (body: Readonly<Record<string, string>>): TimeTaken => ({
  practiceId: body['practice_id'] ?? '',
  providerId: body['provider_id'] ?? '',
  operatory: body['operatory'] ?? '',
  date: body['date'] ?? '',
  startMinutes: minutesOfClock(body['time'] ?? '00:00'),
  lengthMinutes: Number(body['length'] ?? '0'),
});

const given = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** Where a visit would be after the change that a reschedule asks for; what the body does not name stays. */
export function timeTakenAfter(visit: Visit, body: Readonly<Record<string, string>>): TimeTaken {
  const { time, length } = { time: given(body['time']), length: given(body['length']) };
  return {
    practiceId: visit.practiceId,
    providerId: given(body['provider_id']) ?? visit.providerId,
    operatory: given(body['operatory']) ?? visit.operatory,
    date: given(body['date']) ?? visit.date,
    startMinutes: time === undefined ? visit.startMinutes : minutesOfClock(time),
    lengthMinutes: length === undefined ? visit.lengthMinutes : Number(length),
  };
}
