import { appendAudit } from '../audit/append';
import { eventRow } from '../audit/scope';
import { AuditAction } from '../audit/vocabulary';
import type { BookAppointmentInput, HoldResult } from '../domain/booking/operation';
import { insertHold, OPERATION_CONSTRAINT, SLOT_CONSTRAINTS } from '../persistence/booking-holds';
import { openBookedPatient, toBookedPatient } from '../persistence/booking-patient';
import { loadBookingRequest, type BookingRequest } from '../persistence/booking-requests';
import { findActiveBooking } from '../persistence/bookings';
import type { Database } from '../persistence/database';
import type { BookingEntity } from '../persistence/entities/booking';
import { isViolationOf, toPersistenceError } from '../persistence/errors';
import { OLD_VISIT } from '../persistence/old-visit';
import type { PhiCipher } from '../persistence/phi-cipher';
import { bookingScope, type BookingContext } from './booking-context';
import { releaseLapsed } from './tidy-holds';

export interface HoldDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly now: () => Date;
  readonly newReferenceCode: () => string;
}

export type HoldInput = BookAppointmentInput & { readonly workflowId: string };

/** Longer than the workflow keeps trying to send, so that a hold lapses only when nobody is at work on it any more. */
const HOLD_MS = 30 * 60_000;
/** A time kept for the practice's people to book by hand. */
const STAFF_HOLD_MS = 24 * 3_600_000;
/** As long as the workflow waits for a new patient's chart, and what comes after it. */
const NEW_PATIENT_HOLD_MS = 26 * 3_600_000;

const holdMsOf = ({ route, awaitsChangeId }: BookAppointmentInput): number => {
  if (route === 'staff') return STAFF_HOLD_MS;
  return awaitsChangeId === null ? HOLD_MS : NEW_PATIENT_HOLD_MS;
};

/** A hold of this very moment, or what there was instead. */
export type Held = HoldResult | { readonly fresh: BookingContext };

/** Holds the slot and writes the intent to send. The same operation again finds its own booking. */
export const holdSlot =
  (deps: HoldDeps) =>
  async (input: HoldInput): Promise<HoldResult> => {
    const request = await deps.database.run((manager) => loadBookingRequest(manager, deps.cipher, input));
    const held = await holdRequest(deps, input, request);
    if (!('fresh' in held)) return held;
    const { id: bookingId, route, accountId } = held.fresh.booking;
    return { accountId, kind: 'held', bookingId, route };
  };

/** The same for a request that has been read, with all that sending it needs. */
export async function holdRequest(deps: HoldDeps, input: HoldInput, request: BookingRequest): Promise<Held> {
  const { accountId } = input;
  const first = await tryHold(deps, input, request);
  if (first !== 'taken') return first;
  // What stands in the way may be a hold whose time is over.
  const { startsAt, endsAt } = request.offer;
  const lapsed = await deps.database.transaction(async (tx) => {
    const rows = await releaseLapsed(tx, deps, { integrationId: input.integrationId, startsAt, endsAt });
    await appendAudit(tx, rows);
    return rows.length;
  });
  const second = lapsed > 0 ? await tryHold(deps, input, request) : first;
  return second === 'taken' ? { accountId, kind: 'taken' } : second;
}

async function tryHold(deps: HoldDeps, input: HoldInput, request: BookingRequest): Promise<Held | 'taken'> {
  const { database } = deps;
  try {
    const booking = await insert(deps, input, request);
    const { practice, appointmentType, old } = request;
    const patient = openBookedPatient(request.patient);
    const scope = bookingScope(booking, input.vapiCallId);
    return { fresh: { booking, practice, appointmentType, patient, oldVisit: old?.visit ?? null, scope } };
  } catch (error) {
    const known = toPersistenceError(error);
    const isTaken = isViolationOf(known, ...SLOT_CONSTRAINTS);
    if (!isTaken && !isViolationOf(known, OPERATION_CONSTRAINT)) throw known;
    const own = await database.run((manager) => findActiveBooking(manager, input.accountId, input.operationKey));
    if (own !== null) return asItStands(own);
    if (isTaken) return 'taken';
    throw known;
  }
}

function asItStands({ accountId, id: bookingId, route, state }: BookingEntity): HoldResult {
  if (state === 'failed' || state === 'released') throw new Error('a booking that has ended is not active');
  return { accountId, kind: state, bookingId, route };
}

async function insert(deps: HoldDeps, input: HoldInput, request: BookingRequest): Promise<BookingEntity> {
  const { database, cipher, now, newReferenceCode } = deps;
  const { accountId, integrationId, vapiCallId, workflowId } = input;
  const { offer, patientIndex, old } = request;
  const hold = {
    ...input,
    writeKind: input.replaces?.by === 'move' ? ('move' as const) : ('new' as const),
    oldVisit: old === null ? null : await cipher.seal(accountId, OLD_VISIT, old.visit),
    replaces: old?.booking ?? null,
    offer,
    patientIndex,
    sealedPatient: await toBookedPatient(cipher, accountId, request.patient),
    referenceCode: newReferenceCode(),
    expiresAt: new Date(now().getTime() + holdMsOf(input)),
  };
  const scope = bookingScope({ accountId, integrationId, patientIndex, workflowId }, vapiCallId);
  const held = eventRow(scope, { action: AuditAction.bookingTransition, phiFields: [] }, 'success');
  return database.run((manager) => insertHold(manager, hold, [held]));
}
