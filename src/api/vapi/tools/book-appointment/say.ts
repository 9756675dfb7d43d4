import { BookingReason } from '../../../../domain/booking/operation';
import { toolText } from '../../../../domain/status-words';
import { speakDateTime } from '../../../../domain/time/speak';
import type { SpokenVisit } from '../common/booked-visit';
import type { OtherType } from './other-type';

const visitWords = (visit: SpokenVisit): string => `${visit.typeName.toLowerCase()} on ${speakDateTime(visit, 'en')}`;

const REASONS: Partial<Record<BookingReason, string>> = {
  [BookingReason.pmsUnavailable]: "the office's system cannot be reached",
  [BookingReason.pmsAccess]: "the office's system does not let us in",
  [BookingReason.writebackFailed]: "the office's system refused the visit",
};

export const english = {
  sent: (visit: SpokenVisit) =>
    toolText(
      'SENT',
      `the request for the ${visitWords(visit)} went to the office (${visit.code}). It is not confirmed yet. Say just that: the request is with the office, which will confirm it.`,
    ),

  confirmed: (visit: SpokenVisit) =>
    toolText('CONFIRMED', `the ${visitWords(visit)} is in the office's book (${visit.code}). Tell the caller.`),

  notedForStaff: (visit: SpokenVisit) =>
    toolText(
      'TASK',
      `the request for the ${visitWords(visit)} was written down for the office (${visit.code}). It is not in the schedule yet. Say just that.`,
    ),

  /** For a new patient: nothing is sent before their chart is there. */
  kept: (visit: SpokenVisit) =>
    toolText(
      'WORKING',
      `the time for the ${visitWords(visit)} is kept (${visit.code}), and goes to the office as soon as the new chart is there. It is not confirmed yet. Say just that.`,
    ),

  /** The time has gone; `times` are others that are open now, empty when there are none. */
  taken: (times: string) =>
    toolText(
      'NOT DONE',
      times === ''
        ? 'that time was just taken, and nothing was booked. Call check-availability for other days.'
        : `that time was just taken, and nothing was booked. Offer instead: ${times}.`,
    ),

  unknownSlot: () =>
    toolText(
      'NOT DONE',
      'that slot was never offered in this call, and nothing was booked. Call check-availability and use a code from its answer.',
    ),

  /** The time may be too short for it, or with somebody who does not do it. */
  otherType: ({ offered, asked }: OtherType) =>
    toolText(
      'NEED',
      `that time was offered for ${offered.toLowerCase()} and not for ${asked.toLowerCase()}, and nothing was booked. Ask the caller which of the two it is; for ${asked.toLowerCase()}, call check-availability with that appointmentType.`,
    ),

  pastSlot: () =>
    toolText('NOT DONE', 'that time is over, and nothing was booked. Call check-availability for new times.'),

  /** The engine that books cannot be reached; the wish is written down, and nobody may call it booked. */
  notTaken: () =>
    toolText(
      'UNAVAILABLE',
      'the request could not be sent to the office now. Apologise, say that there is no appointment yet, and offer a person at the office.',
    ),

  notBooked: (reasonCode: BookingReason) =>
    toolText(
      'NOT DONE',
      `${REASONS[reasonCode] ?? "the office's system refused the visit"}, and nothing was booked. Apologise and offer a person at the office.`,
    ),
};

export type Words = typeof english;
