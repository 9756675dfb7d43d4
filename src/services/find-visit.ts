import type { EntityManager } from 'typeorm';
import { BookingReason } from '../domain/booking/operation';
import { BookingState, isLive } from '../domain/booking/states';
import type { VisitOnFile } from '../domain/changes/request';
import { reveal, type Phi } from '../domain/phi';
import type { CodedVisit } from '../persistence/call-visits';
import type { BookingEntity } from '../persistence/entities/booking';
import type { PhiCipher } from '../persistence/phi-cipher';
import { loadVisitsOfCall, type OwnBooking, type VisitsOfCall, type VisitsOwner } from '../persistence/visits-of-call';

/** A visit of this call's patient, as the caller can speak of it. */
export interface VisitInCall {
  readonly code: string;
  readonly visit: Phi<VisitOnFile>;
  /** Which row of ours it is; opaque, and so fit for keys. */
  readonly which: { readonly callVisitId: string } | { readonly bookingId: string };
  /** Null for a visit on file that no booking of this call stands for. */
  readonly booking: BookingEntity | null;
  /** `requested`: of ours, and not confirmed. `gone`: it never came about, or is no more. */
  readonly stand: 'on-file' | 'requested' | 'gone';
  /** Its cancellation is on its way, or done. */
  readonly isCancelling: boolean;
}

export type FoundVisit =
  | { readonly kind: 'visit'; readonly asked: VisitInCall; readonly current: VisitInCall }
  /** The code is of a request of this patient, and not of a visit. */
  | { readonly kind: 'request' }
  | { readonly kind: 'unknown' };

/**
 * The visit behind a code (`A1`) of this call, which must be this patient's: the code of another patient finds what an
 * invented one does. `current` is what has become of it: the booking that moves or has moved it, where there is one.
 */
export async function findVisitByCode(
  tx: EntityManager,
  deps: { readonly cipher: PhiCipher },
  whose: { readonly accountId: string; readonly callSessionId: string; readonly person: VisitsOwner },
  code: string,
): Promise<FoundVisit> {
  return resolveVisit(await loadVisitsOfCall(tx, deps.cipher, whose), code);
}

/** The same within what the call knows. */
export function resolveVisit(call: VisitsOfCall, code: string): FoundVisit {
  const asked =
    call.bookings.find(({ booking }) => booking.code === code) ?? call.coded.find((each) => each.code === code);
  if (asked === undefined) return { kind: call.requestCodes.includes(code) ? 'request' : 'unknown' };
  return { kind: 'visit', asked: describe(call, asked), current: describe(call, currentOf(call, asked)) };
}

type Node = OwnBooking | CodedVisit;
const isOwn = (node: Node): node is OwnBooking => 'booking' in node;
const srNoOf = (visit: Phi<VisitOnFile> | null): string | null =>
  visit === null ? null : reveal(visit).appointmentSrNo;
const idOf = (node: Node): string => (isOwn(node) ? node.booking.id : node.id);

function describe(call: VisitsOfCall, node: Node): VisitInCall {
  if (!isOwn(node)) {
    const srNo = srNoOf(node.visit);
    const isCancelling = call.cancels.some(({ change, visit }) => change.bookingId === null && srNoOf(visit) === srNo);
    const { id, code, visit } = node;
    return { code, visit, which: { callVisitId: id }, booking: null, stand: 'on-file', isCancelling };
  }
  const { booking, visit } = node;
  return {
    code: booking.code,
    visit,
    which: { bookingId: booking.id },
    booking,
    stand: standOf(booking),
    isCancelling: isBeingCancelled(call, booking),
  };
}

function standOf({ state }: BookingEntity): VisitInCall['stand'] {
  if (state === BookingState.confirmed) return 'on-file';
  return isLive(state) ? 'requested' : 'gone';
}

const isBeingCancelled = ({ cancels }: VisitsOfCall, { id }: BookingEntity): boolean =>
  cancels.some(({ change }) => change.bookingId === id);

/** Whether a booking stands for the visit that it replaces, rather than having been given up with the visit left as it was. */
const standsFor =
  (call: VisitsOfCall) =>
  ({ booking }: OwnBooking): boolean =>
    isLive(booking.state) || booking.reasonCode === BookingReason.moved || isBeingCancelled(call, booking);

/** What has become of a visit: forward to what stands for it now; back to what stands where a move did not come about. */
function currentOf(call: VisitsOfCall, asked: Node): Node {
  const seen = new Set<string>();
  let node = asked;
  while (!seen.has(idOf(node))) {
    seen.add(idOf(node));
    node = successorOf(call, node) ?? predecessorOf(call, node) ?? node;
  }
  return node;
}

function successorOf(call: VisitsOfCall, node: Node): OwnBooking | undefined {
  const candidates = call.bookings.filter(standsFor(call));
  if (isOwn(node)) return candidates.findLast(({ booking }) => booking.replacesBookingId === node.booking.id);
  const srNo = srNoOf(node.visit);
  return (
    candidates.findLast(({ booking, visit }) => booking.state === BookingState.confirmed && srNoOf(visit) === srNo) ??
    candidates.findLast(({ oldVisit }) => srNoOf(oldVisit) === srNo)
  );
}

function predecessorOf(call: VisitsOfCall, node: Node): Node | undefined {
  if (!isOwn(node) || standsFor(call)(node)) return undefined;
  const { booking, oldVisit } = node;
  const srNo = srNoOf(oldVisit);
  return (
    call.bookings.find((other) => other.booking.id === booking.replacesBookingId) ??
    (srNo === null ? undefined : call.coded.find(({ visit }) => srNoOf(visit) === srNo))
  );
}
