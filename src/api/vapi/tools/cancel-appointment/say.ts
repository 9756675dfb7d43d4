import { BookingReason } from '../../../../domain/booking/operation';
import { speakVisitTime } from '../../../../domain/changes/visit-time';
import { toolText } from '../../../../domain/status-words';
import type { VisitInCall } from '../../../../services/find-visit';

export type Visit = Pick<VisitInCall, 'code' | 'visit'>;

const visitWords = ({ code, visit }: Visit): string => `the visit on ${speakVisitTime(visit, 'en')} (${code})`;

const REASONS: Partial<Record<BookingReason, string>> = {
  [BookingReason.pmsUnavailable]: "the office's system cannot be reached",
  [BookingReason.pmsAccess]: "the office's system does not let us in",
  [BookingReason.visitMissing]: "the office's book does not have that visit any more",
  [BookingReason.readBackDiffers]: "the visit in the office's book is not the one that was read out any more",
  [BookingReason.withdrawn]: 'the request to cancel was taken back',
};

export const english = {
  sent: (visit: Visit) =>
    toolText(
      'SENT',
      `the request to cancel ${visitWords(visit)} went to the office. It is not confirmed yet. Say just that: the request is with the office, which will confirm it.`,
    ),

  confirmed: (visit: Visit) => toolText('CONFIRMED', `${visitWords(visit)} is cancelled. Tell the caller.`),

  task: (visit: Visit) =>
    toolText(
      'TASK',
      `the request to cancel ${visitWords(visit)} was written down for the office. It is not cancelled yet. Say just that.`,
    ),

  working: (visit: Visit) =>
    toolText(
      'WORKING',
      `the request to cancel ${visitWords(visit)} is still being worked on, and nobody knows yet how it ends. Say just that, and not that it is done.`,
    ),

  notCancelled: (reasonCode: BookingReason) =>
    toolText(
      'NOT DONE',
      `${REASONS[reasonCode] ?? "the office's system refused to cancel the visit"}, and nothing was cancelled. Apologise and offer a person at the office.`,
    ),

  /** The engine cannot be reached; the wish is written down, and nobody may call it done. */
  notTaken: () =>
    toolText(
      'UNAVAILABLE',
      'the request to cancel could not be sent to the office now, and the visit stays as it is. Apologise, say so, and offer a person at the office.',
    ),
};

export type Words = typeof english;
