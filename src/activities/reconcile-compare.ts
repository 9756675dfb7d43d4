import { BookingReason } from '../domain/booking/operation';
import type { PmsAppointment } from '../domain/pms';
import type { BookingEntity } from '../persistence/entities/booking';
import { codeIn, isAsPromised } from '../services/writeback-sweep/own-visit';

/** What of a booking is compared. */
export type Promised = Pick<
  BookingEntity,
  | 'id'
  | 'state'
  | 'referenceCode'
  | 'appointmentSrNo'
  | 'writeKind'
  | 'reasonCode'
  | 'localDate'
  | 'localTime'
  | 'providerId'
  | 'operatory'
  | 'startsAt'
  | 'updatedAt'
>;

export interface Mismatch<T extends Promised = Promised> {
  readonly booking: T;
  readonly reasonCode: BookingReason;
}

export interface Comparison {
  /** Of the instant at which Sikka's copy is known to be true: what changed later may not show in it yet. */
  readonly copiedAt: Date;
  readonly now: Date;
  /** For a visit that carries neither number nor code: whether it is this booking's. */
  readonly isSame: (visit: PmsAppointment, booking: Promised) => boolean;
}

/** Longer than a write-back is followed. */
const SENT_ENDS_WITHIN_MS = 26 * 3_600_000;

const isLive = ({ state }: Promised): boolean => state === 'confirmed' || state === 'sent';

/**
 * What was promised against what the practice's software holds. Confirmed visits have to be there once, as they were
 * promised; what we gave up must not be there; what was sent must have ended within a day. A visit that has moved belongs
 * to the booking of its new time.
 */
export function findMismatches<T extends Promised>(
  bookings: readonly T[],
  visits: readonly PmsAppointment[],
  comparison: Comparison,
): Mismatch<T>[] {
  const byNumber = new Map(visits.map((visit) => [visit.appointmentSrNo, visit]));
  const byCode = new Map<string, PmsAppointment[]>();
  for (const visit of visits) {
    const code = codeIn(visit);
    if (code !== null) byCode.set(code, [...(byCode.get(code) ?? []), visit]);
  }
  const visitsOf = (booking: T): readonly PmsAppointment[] => {
    const numbered = booking.appointmentSrNo === null ? undefined : byNumber.get(booking.appointmentSrNo);
    const coded = booking.writeKind === 'new' ? (byCode.get(booking.referenceCode) ?? []) : [];
    const known = [...new Set([...(numbered === undefined ? [] : [numbered]), ...coded])];
    if (known.length > 0 || booking.appointmentSrNo !== null || !isLive(booking)) return known;
    return visits.filter((visit) => comparison.isSame(visit, booking));
  };
  const taken = new Set(
    bookings.filter(isLive).flatMap((booking) => visitsOf(booking).map(({ appointmentSrNo }) => appointmentSrNo)),
  );
  const standing = (booking: T): readonly PmsAppointment[] =>
    visitsOf(booking).filter(({ isCancelled }) => !isCancelled);

  return bookings.flatMap((booking): Mismatch<T>[] => {
    const reasonCode = isLive(booking)
      ? reasonOfLive(booking, visitsOf(booking), comparison)
      : reasonOfGivenUp(booking, standing(booking), taken, comparison);
    return reasonCode === null ? [] : [{ booking, reasonCode }];
  });
}

function reasonOfLive(
  booking: Promised,
  found: readonly PmsAppointment[],
  { copiedAt, now }: Comparison,
): BookingReason | null {
  if (booking.state === 'sent') {
    const isStuck = now.getTime() - booking.updatedAt.getTime() > SENT_ENDS_WITHIN_MS;
    return isStuck ? BookingReason.writebackStuck : null;
  }
  if (booking.updatedAt > copiedAt) return null;
  const standing = found.filter(({ isCancelled }) => !isCancelled);
  if (standing.length > 1) return BookingReason.landedTwice;
  const [visit] = standing;
  if (visit !== undefined) return isAsPromised(visit, booking) ? null : BookingReason.readBackDiffers;
  // Who does not come is marked so, in words that look like a cancellation.
  if (found.length > 0) return booking.startsAt > now ? BookingReason.cancelledElsewhere : null;
  // Made by a person, it carries neither number nor code of ours.
  const isByHand = booking.appointmentSrNo === null && booking.reasonCode === BookingReason.byHand;
  return isByHand ? null : BookingReason.readBackMissing;
}

function reasonOfGivenUp(
  booking: Promised,
  standing: readonly PmsAppointment[],
  taken: ReadonlySet<string>,
  { copiedAt }: Comparison,
): BookingReason | null {
  if (booking.updatedAt > copiedAt) return null;
  const isThere = standing.some(({ appointmentSrNo }) => !taken.has(appointmentSrNo));
  return isThere ? BookingReason.landedAfterAll : null;
}
