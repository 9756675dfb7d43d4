import type { EntityManager } from 'typeorm';
import type { BlindIndex } from '../crypto/blind-index';
import { appendAudit } from '../audit/append';
import { AuditAction } from '../audit/vocabulary';
import { eventRow } from '../audit/scope';
import type { BookingReason } from '../domain/booking/operation';
import { type BookAppointmentInput, type BookingRef, type HoldResult } from '../domain/booking/operation';
import { insertHold, OPERATION_CONSTRAINT, SLOT_CONSTRAINTS } from '../persistence/booking-holds';
import { toBookedPatient } from '../persistence/booking-patient';
import { findActiveBooking } from '../persistence/bookings';
import { PATIENT_COLUMN, type VerifiedPatient } from '../persistence/call-codes';
import type { Database } from '../persistence/database';
import { CallPatientEntity } from '../persistence/entities/call-patient';
import { OfferEntity } from '../persistence/entities/offer';
import { isViolationOf, toPersistenceError } from '../persistence/errors';
import { findOldVisit, OLD_VISIT } from '../persistence/old-visit';
import type { PhiCipher } from '../persistence/phi-cipher';
import type { StaffTaskKind } from '../persistence/staff-tasks';
import { bookingScope, loadBookingContext } from './booking-context';
import { openTaskFor } from './booking-tasks';
import { checkNewPatient } from './new-patient-ready';
import { storeOldVisitCancel } from './release-old-visit';
import { allowResend, closeBookingTasks, settleByHand } from './settle-by-hand';
import { stopBeforeSending } from './stop-before-sending';

export interface BookingActivityDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly now: () => Date;
  readonly newReferenceCode: () => string;
  readonly index: BlindIndex;
}

/** Longer than the workflow keeps trying to send, so that a hold lapses only when nobody is at work on it any more. */
const HOLD_MS = 30 * 60_000;
/** A time kept for the practice's people to book by hand. */
const STAFF_HOLD_MS = 24 * 3_600_000;
/** As long as the workflow waits for a new patient's chart, and what comes after it. */
const NEW_PATIENT_HOLD_MS = 26 * 3_600_000;

export type BookingActivities = ReturnType<typeof createBookingActivities>;

const holdMsOf = ({ route, awaitsChangeId }: BookAppointmentInput): number => {
  if (route === 'staff') return STAFF_HOLD_MS;
  return awaitsChangeId === null ? HOLD_MS : NEW_PATIENT_HOLD_MS;
};

/** Steps of a booking that touch our own database only. */
export function createBookingActivities(deps: BookingActivityDeps) {
  const { database, cipher, now, newReferenceCode } = deps;
  const inFuture = (ms: number): Date => new Date(now().getTime() + ms);

  const existing = async (tx: EntityManager, input: BookAppointmentInput): Promise<HoldResult | null> => {
    const { accountId } = input;
    const found = await findActiveBooking(tx, accountId, input.operationKey);
    if (found === null || found.state === 'failed' || found.state === 'released') return null;
    return { accountId, kind: found.state, bookingId: found.id, route: found.route };
  };

  const hold = (input: BookAppointmentInput & { readonly workflowId: string }): Promise<HoldResult> =>
    database.transaction(async (tx) => {
      const { accountId, callSessionId } = input;
      const before = await existing(tx, input);
      if (before !== null) return before;
      const offer = await tx.findOneByOrFail(OfferEntity, { accountId, callSessionId, id: input.offerId });
      const person = await tx.findOneByOrFail(CallPatientEntity, { accountId, callSessionId, id: input.callPatientId });
      const patient = await cipher.open<VerifiedPatient>(accountId, PATIENT_COLUMN, person.patient);
      const old = input.replaces === null ? null : await findOldVisit(tx, cipher, input, input.replaces);
      const booking = await insertHold(tx, {
        ...input,
        writeKind: input.replaces?.by === 'move' ? 'move' : 'new',
        oldVisit: old === null ? null : await cipher.seal(accountId, OLD_VISIT, old.visit),
        replaces: old?.booking ?? null,
        offer,
        patientIndex: person.patientIndex,
        sealedPatient: await toBookedPatient(cipher, accountId, patient),
        referenceCode: newReferenceCode(),
        expiresAt: inFuture(holdMsOf(input)),
      });
      const scope = bookingScope(booking, input.vapiCallId);
      await appendAudit(tx, [eventRow(scope, { action: AuditAction.bookingTransition, phiFields: [] }, 'success')]);
      return { accountId, kind: 'held', bookingId: booking.id, route: input.route };
    });

  return {
    /** Holds the slot and writes the intent to send. The same operation again finds its own booking. */
    async holdSlot(input: BookAppointmentInput & { readonly workflowId: string }): Promise<HoldResult> {
      try {
        return await hold(input);
      } catch (error) {
        const known = toPersistenceError(error);
        const isTaken = isViolationOf(known, ...SLOT_CONSTRAINTS);
        if (!isTaken && !isViolationOf(known, OPERATION_CONSTRAINT)) throw known;
        const winner = await database.run((manager) => existing(manager, input));
        if (winner !== null) return winner;
        if (isTaken) return { accountId: input.accountId, kind: 'taken' };
        throw known;
      }
    },

    checkNewPatient: checkNewPatient(deps),
    settleByHand: settleByHand(deps),
    allowResend: allowResend(deps),
    closeBookingTasks: closeBookingTasks(deps),
    storeOldVisitCancel: storeOldVisitCancel(deps),

    /** Gives a booking up, but only with proof that it was never sent; `unknown` when there is none. */
    failBooking({ reasonCode, ...ref }: BookingRef & { readonly reasonCode: BookingReason }) {
      return stopBeforeSending(deps, ref, { to: 'failed', reasonCode, isForStaff: true });
    },

    /** Asks the practice's people to look at a booking. Once per booking and kind. */
    openBookingTask(input: BookingRef & { readonly kind: StaffTaskKind; readonly reasonCode: BookingReason }) {
      return database.transaction(async (tx): Promise<{ accountId: string }> => {
        await openTaskFor(tx, deps, await loadBookingContext(tx, cipher, input), input);
        return { accountId: input.accountId };
      });
    },
  };
}
