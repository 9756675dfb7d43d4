import { findReferenceCode } from '../../../../src/domain/booking/reference-code';
import type { Check, Evidence, Violation } from '../evidence';
import { createLinks, type Links } from '../links';

/** *confirmed* is what stands in the practice's book, and what stands there is *confirmed* or somebody's task. */
export const checkConfirmed: Check = (evidence) => {
  const links = createLinks(evidence);
  return [
    ...evidence.ours.bookings.flatMap((booking): Violation[] => {
      const visits = links.liveVisitsOf(booking).length;
      if (booking.state === 'confirmed' && visits !== 1) {
        return [wrong(`booking ${booking.id}`, `confirmed with ${visits} visits in the practice's book`)];
      }
      const hasEnded = booking.state === 'failed' || booking.state === 'released';
      if (hasEnded && visits > 0 && booking.reasonCode !== 'moved') {
        return [
          wrong(`booking ${booking.id}`, `${booking.state} (${String(booking.reasonCode)}), yet its visit stands`),
        ];
      }
      return [];
    }),
    ...changesThatAreNot(evidence, links),
    ...visitsOfNobody(evidence, links),
  ];
};

const wrong = (about: string, what: string): Violation => ({
  guarantee: 'confirmed means that it is in the practice’s book',
  about,
  what,
});

function changesThatAreNot({ ours }: Evidence, links: Links): Violation[] {
  return ours.changes
    .filter(({ state }) => state === 'confirmed')
    .flatMap((change) => {
      const done = links.writebacksOfChange(change).filter(({ state }) => state === 'done').length;
      if (change.kind !== 'cancel-appointment') {
        return done === 1 ? [] : [wrong(`change ${change.id}`, `${change.kind} confirmed, and done ${done} times`)];
      }
      const booking = ours.bookings.find(({ id }) => id === change.bookingId);
      const stands = booking === undefined ? 0 : links.liveVisitsOf(booking).length;
      return stands === 0 ? [] : [wrong(`change ${change.id}`, 'cancellation confirmed, and the visit stands')];
    });
}

function visitsOfNobody({ ours, theirs }: Evidence, links: Links): Violation[] {
  return theirs.visits
    .filter(({ isCancelled, source }) => !isCancelled && source === 'writeback')
    .flatMap((visit) => {
      const code = findReferenceCode(visit.description);
      const owners = ours.bookings.filter(
        (one) =>
          one.referenceCode === code ||
          (one.officeId === visit.officeId && one.appointmentSrNo === visit.appointmentSrNo),
      );
      const isKnown = owners.some(({ id, state }) => state === 'confirmed' || links.isTaskOpen(id));
      return isKnown
        ? []
        : [wrong(`visit ${visit.appointmentSrNo}`, 'stands, and no booking or task of ours tells of it')];
    });
}
