import { BookingReason } from '../../../../domain/booking/operation';
import { speakVisitTime } from '../../../../domain/changes/visit-time';
import { reveal } from '../../../../domain/phi';
import { toolText, type ToolText } from '../../../../domain/status-words';
import { speakDateTime } from '../../../../domain/time/speak';
import type { VisitInCall } from '../../../../services/find-visit';
import type { BookedVisit } from '../common/booked-visit';

type Old = Pick<VisitInCall, 'visit'>;

const moveWords = ({ visit }: Old, to: BookedVisit): string =>
  `the visit on ${speakVisitTime(reveal(visit))} to ${speakDateTime(to)}`;

export const saySent = (old: Old, to: BookedVisit): ToolText =>
  toolText(
    'SENT',
    `the request to move ${moveWords(old, to)} went to the office (${to.code}). It is not confirmed yet; the old time stays until the office confirms. Say just that.`,
  );

/** The old visit is given up only now where it could not be moved as it is. */
export const sayConfirmed = (old: Old, to: BookedVisit): ToolText =>
  toolText(
    'CONFIRMED',
    to.isMoved
      ? `the visit is moved to ${speakDateTime(to)} in the office's book (${to.code}). Tell the caller.`
      : `the new time on ${speakDateTime(to)} is in the office's book (${to.code}), and the old one on ${speakVisitTime(reveal(old.visit))} is being given up. Tell the caller.`,
  );

export const sayTask = (old: Old, to: BookedVisit): ToolText =>
  toolText(
    'TASK',
    `the request to move ${moveWords(old, to)} was written down for the office (${to.code}). The old time stays until the office has done it. Say just that.`,
  );

export const sayWorking = (old: Old): ToolText =>
  toolText(
    'WORKING',
    `the request to move the visit on ${speakVisitTime(reveal(old.visit))} is still being worked on, and nobody knows yet how it ends. Say just that, and not that it is done.`,
  );

const AS_IT_IS = 'nothing was moved: the visit stays as it is';

/** The time has gone; `times` are others that are open now, empty when there are none. */
export const sayTaken = (times: string): ToolText =>
  toolText(
    'NOT DONE',
    times === ''
      ? `that time was just taken, and ${AS_IT_IS}. Call check-availability for other days.`
      : `that time was just taken, and ${AS_IT_IS}. Offer instead: ${times}.`,
  );

export const sayUnknownSlot = (): ToolText =>
  toolText(
    'NOT DONE',
    `that slot was never offered in this call, and ${AS_IT_IS}. Call check-availability and use a code from its answer.`,
  );

export const sayPastSlot = (): ToolText =>
  toolText('NOT DONE', `that time is over, and ${AS_IT_IS}. Call check-availability for new times.`);

export const sayItsOwnTime = (): ToolText =>
  toolText('NOT DONE', `that is the time it has already, and ${AS_IT_IS}. Ask the caller which other time they want.`);

/** Who has given a visit up, or is about to, gets a new one. */
export const sayBeingCancelled = (): ToolText =>
  toolText(
    'NOT DONE',
    'that visit is being cancelled in this call, and nothing was moved. If the caller wants the new time, use book-appointment.',
  );

const REASONS: Partial<Record<BookingReason, string>> = {
  [BookingReason.pmsUnavailable]: "the office's system cannot be reached",
  [BookingReason.pmsAccess]: "the office's system does not let us in",
  [BookingReason.withdrawn]: 'the request to move it was taken back',
};

export const sayNotMoved = (reasonCode: BookingReason): ToolText =>
  toolText(
    'NOT DONE',
    `${REASONS[reasonCode] ?? "the office's system refused the new time"}, and ${AS_IT_IS}. Apologise and offer a person at the office.`,
  );

/** The engine cannot be reached; the wish is written down, and nobody may call it done. */
export const sayNotTaken = (): ToolText =>
  toolText(
    'UNAVAILABLE',
    'the request to move it could not be sent to the office now, and the visit stays as it is. Apologise, say so, and offer a person at the office.',
  );
