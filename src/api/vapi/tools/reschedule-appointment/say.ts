import { BookingReason } from '../../../../domain/booking/operation';
import { speakVisitTime } from '../../../../domain/changes/visit-time';
import { toolText } from '../../../../domain/status-words';
import { speakDateTime } from '../../../../domain/time/speak';
import type { VisitInCall } from '../../../../services/find-visit';
import type { BookedVisit } from '../common/booked-visit';

export type Old = Pick<VisitInCall, 'visit'>;

const oldTime = ({ visit }: Old): string => speakVisitTime(visit, 'en');
const newTime = (to: BookedVisit): string => speakDateTime(to, 'en');

const AS_IT_IS = 'nothing was moved: the visit stays as it is';

const REASONS: Partial<Record<BookingReason, string>> = {
  [BookingReason.pmsUnavailable]: "the office's system cannot be reached",
  [BookingReason.pmsAccess]: "the office's system does not let us in",
  [BookingReason.withdrawn]: 'the request to move it was taken back',
};

export const english = {
  sent: (old: Old, to: BookedVisit) =>
    toolText(
      'SENT',
      `the request to move the visit on ${oldTime(old)} to ${newTime(to)} went to the office (${to.code}). It is not confirmed yet; the old time stays until the office confirms. Say just that.`,
    ),

  /** The old visit is given up only now where it could not be moved as it is. */
  confirmed: (old: Old, to: BookedVisit) =>
    toolText(
      'CONFIRMED',
      to.isMoved
        ? `the visit is moved to ${newTime(to)} in the office's book (${to.code}). Tell the caller.`
        : `the new time on ${newTime(to)} is in the office's book (${to.code}), and the old one on ${oldTime(old)} is being given up. Tell the caller.`,
    ),

  task: (old: Old, to: BookedVisit) =>
    toolText(
      'TASK',
      `the request to move the visit on ${oldTime(old)} to ${newTime(to)} was written down for the office (${to.code}). The old time stays until the office has done it. Say just that.`,
    ),

  working: (old: Old) =>
    toolText(
      'WORKING',
      `the request to move the visit on ${oldTime(old)} is still being worked on, and nobody knows yet how it ends. Say just that, and not that it is done.`,
    ),

  /** The time has gone; `times` are others that are open now, empty when there are none. */
  taken: (times: string) =>
    toolText(
      'NOT DONE',
      times === ''
        ? `that time was just taken, and ${AS_IT_IS}. Call check-availability for other days.`
        : `that time was just taken, and ${AS_IT_IS}. Offer instead: ${times}.`,
    ),

  unknownSlot: () =>
    toolText(
      'NOT DONE',
      `that slot was never offered in this call, and ${AS_IT_IS}. Call check-availability and use a code from its answer.`,
    ),

  pastSlot: () => toolText('NOT DONE', `that time is over, and ${AS_IT_IS}. Call check-availability for new times.`),

  itsOwnTime: () =>
    toolText(
      'NOT DONE',
      `that is the time it has already, and ${AS_IT_IS}. Ask the caller which other time they want.`,
    ),

  /** Who has given a visit up, or is about to, gets a new one. */
  beingCancelled: () =>
    toolText(
      'NOT DONE',
      'that visit is being cancelled in this call, and nothing was moved. If the caller wants the new time, use book-appointment.',
    ),

  notMoved: (reasonCode: BookingReason) =>
    toolText(
      'NOT DONE',
      `${REASONS[reasonCode] ?? "the office's system refused the new time"}, and ${AS_IT_IS}. Apologise and offer a person at the office.`,
    ),

  /** The engine cannot be reached; the wish is written down, and nobody may call it done. */
  notTaken: () =>
    toolText(
      'UNAVAILABLE',
      'the request to move it could not be sent to the office now, and the visit stays as it is. Apologise, say so, and offer a person at the office.',
    ),
};

export type Words = typeof english;
