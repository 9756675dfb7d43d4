import type { EntityManager } from 'typeorm';
import type { BlindIndex } from '../crypto/blind-index';
import { BookingState, isLive } from '../domain/booking/states';
import type { VisitOnFile } from '../domain/changes/request';
import { hasBegun } from '../domain/changes/visit-time';
import { phi, reveal, type Phi } from '../domain/phi';
import type { PmsAppointment } from '../domain/pms';
import type { CallSession } from '../persistence/call-sessions';
import { issueVisitCodes } from '../persistence/call-visits';
import { findCapabilities } from '../persistence/capabilities';
import type { BookingEntity } from '../persistence/entities/booking';
import { visitOfBooking } from '../persistence/old-visit';
import type { PhiCipher } from '../persistence/phi-cipher';
import type { Practice } from '../persistence/practices';
import {
  listEarlierRequests,
  loadVisitsOfCall,
  type VisitsOfCall,
  type VisitsOwner,
} from '../persistence/visits-of-call';
import { holdsReferenceCode } from '../sikka/reference-code';
import { toVisitOnFile } from './patient-visits';

/** A visit ahead, as it is told. */
export interface ToldVisit {
  /** Null for what was asked for in an earlier call: this call has no code for it. */
  readonly code: string | null;
  readonly visit: Phi<VisitOnFile>;
  readonly providerName: string | null;
  /** `moving`: it stays until the booking that takes its place is confirmed. */
  readonly stand: 'on-file' | 'requested' | 'requested-earlier' | 'moving' | 'cancelling';
}

export interface ToldVisits {
  /** The next ones, soonest first. */
  readonly told: readonly ToldVisit[];
  /** How many more there are. */
  readonly moreCount: number;
}

const MAX_TOLD = 3;

interface Question {
  readonly practice: Practice;
  readonly session: CallSession;
  readonly now: Date;
  readonly person: VisitsOwner;
  /** As the PMS has them: upcoming, and of this patient. */
  readonly visits: readonly PmsAppointment[];
}

type Untold = Omit<ToldVisit, 'code' | 'providerName'> & { readonly code: string | null; readonly isNew: boolean };

/**
 * Puts what the PMS has together with what we have asked it for, and gives a code to each visit that is told. A visit
 * that a booking of this call stands for keeps the booking's code: no visit goes by two.
 */
export async function tellVisits(
  tx: EntityManager,
  deps: { readonly cipher: PhiCipher; readonly index: BlindIndex },
  { practice, session, now, person, visits }: Question,
): Promise<ToldVisits> {
  const { accountId, integrationId, timeZone } = practice;
  const call = await loadVisitsOfCall(tx, deps.cipher, { accountId, callSessionId: session.id, person });
  const of = { accountId, integrationId, callSessionId: session.id, patientIndex: person.patientIndex };
  const earlier = await listEarlierRequests(tx, of, now);
  const ahead = [
    ...onFile(call, visits),
    ...ofThisCall(call, now),
    ...(await ofEarlierCalls(deps.cipher, earlier, visits)),
  ]
    .filter(({ visit }) => !hasBegun(visit, timeZone, now))
    .sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1));

  const known = await findCapabilities(tx, accountId, integrationId);
  const names = new Map(known?.capabilities.providers.map(({ providerId, name }) => [providerId, name.trim()]));
  const told: ToldVisit[] = [];
  for (const { isNew, ...each } of ahead.slice(0, MAX_TOLD)) {
    const code = isNew ? await codeOf(tx, deps, practice, session, person, each.visit) : each.code;
    told.push({ ...each, code, providerName: names.get(reveal(each.visit).providerId) ?? null });
  }
  return { told, moreCount: ahead.length - told.length };
}

async function codeOf(
  tx: EntityManager,
  deps: { readonly cipher: PhiCipher; readonly index: BlindIndex },
  practice: Practice,
  session: CallSession,
  person: VisitsOwner,
  wrapped: Phi<VisitOnFile>,
): Promise<string | null> {
  const { appointmentSrNo, ...visit } = reveal(wrapped);
  if (appointmentSrNo === null) return null;
  const [coded] = await issueVisitCodes(tx, deps, practice, session, person.patientIndex, [
    { ...visit, appointmentSrNo },
  ]);
  return coded?.code ?? null;
}

const startOf = ({ visit }: Untold): string => `${reveal(visit).date} ${reveal(visit).time}`;

const isSameVisit = (
  { appointmentSrNo, referenceCode }: Pick<BookingEntity, 'appointmentSrNo' | 'referenceCode'>,
  visit: PmsAppointment,
): boolean => appointmentSrNo === visit.appointmentSrNo || holdsReferenceCode(visit.patient, referenceCode);

/** Visits that the PMS has and no live booking of this call stands for. What was cancelled may still show for a day. */
function onFile({ bookings, cancels }: VisitsOfCall, visits: readonly PmsAppointment[]): Untold[] {
  const own = bookings.map(({ booking }) => booking).filter(({ state }) => isLive(state));
  return visits.flatMap((seen): Untold[] => {
    if (own.some((booking) => isSameVisit(booking, seen))) return [];
    const isOfBooking = (id: string | null): boolean =>
      bookings.some(({ booking }) => booking.id === id && isSameVisit(booking, seen));
    const cancel = cancels.find(
      ({ change, visit }) => reveal(visit).appointmentSrNo === seen.appointmentSrNo || isOfBooking(change.bookingId),
    )?.change.state;
    if (cancel === BookingState.confirmed) return [];
    const isMoving = bookings.some(
      ({ booking, oldVisit }) =>
        isLive(booking.state) && oldVisit !== null && reveal(oldVisit).appointmentSrNo === seen.appointmentSrNo,
    );
    const stand = cancel !== undefined ? 'cancelling' : isMoving ? 'moving' : 'on-file';
    return [{ code: null, isNew: true, visit: phi(toVisitOnFile(seen)), stand }];
  });
}

function ofThisCall({ bookings, cancels }: VisitsOfCall, now: Date): Untold[] {
  return bookings
    .filter(({ booking }) => isLive(booking.state) && !hasLapsed(booking, now))
    .map(({ booking, visit }): Untold => {
      const isCancelling = cancels.some(({ change }) => change.bookingId === booking.id);
      const isMoving = bookings.some(
        (other) => isLive(other.booking.state) && other.booking.replacesBookingId === booking.id,
      );
      const itself = booking.state === BookingState.confirmed ? 'on-file' : 'requested';
      const stand = isMoving ? 'moving' : itself;
      return { code: booking.code, isNew: false, visit, stand: isCancelling ? 'cancelling' : stand };
    });
}

const hasLapsed = ({ state, holdExpiresAt }: BookingEntity, now: Date): boolean =>
  state === BookingState.held && holdExpiresAt !== null && holdExpiresAt <= now;

const ofEarlierCalls = (
  cipher: PhiCipher,
  earlier: readonly BookingEntity[],
  visits: readonly PmsAppointment[],
): Promise<Untold[]> =>
  Promise.all(
    earlier
      .filter((booking) => !visits.some((visit) => isSameVisit(booking, visit)))
      .map(async (booking) => ({
        code: null,
        isNew: false,
        visit: await visitOfBooking(cipher, booking),
        stand: 'requested-earlier' as const,
      })),
  );
