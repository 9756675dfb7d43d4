import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { nextCodes } from './call-codes';
import { BookingEntity } from './entities/booking';
import type { OfferEntity } from './entities/offer';

/** Constraints that say "somebody else has that time", and the one that says "this very booking is there already". */
export const SLOT_CONSTRAINTS = ['ex_bookings_operatory', 'ex_bookings_provider'] as const;
export const OPERATION_CONSTRAINT = 'uq_bookings_active_operation';

export interface NewHold {
  readonly accountId: string;
  readonly integrationId: string;
  readonly callSessionId: string;
  readonly operationKey: string;
  readonly workflowId: string;
  readonly offer: OfferEntity;
  readonly patientIndex: string;
  readonly sealedPatient: Buffer;
  readonly referenceCode: string;
  readonly route: BookingEntity['route'];
  readonly expiresAt: Date;
  readonly tool: BookingEntity['tool'];
  readonly writeKind: BookingEntity['writeKind'];
  /** The visit that this one replaces, sealed; null for a new one. */
  readonly oldVisit: Buffer | null;
  /** The booking of ours that the replaced visit is. */
  readonly replaces: Pick<BookingEntity, 'id' | 'slotOwner'> | null;
  readonly awaitsChangeId: string | null;
  readonly textConsent: boolean;
}

/**
 * Holds a slot and writes down the intent to send it. Throws a PersistenceError on `SLOT_CONSTRAINTS` when the time is
 * taken by another booking of ours, and on `OPERATION_CONSTRAINT` when this operation holds one already.
 */
export async function insertHold(tx: EntityManager, hold: NewHold): Promise<BookingEntity> {
  const { offer } = hold;
  await releaseLapsedHolds(tx, hold.integrationId);
  const [number] = await nextCodes(tx, hold.callSessionId, 'appointments_issued', 1);
  const id = randomUUID();
  const booking = tx.create(BookingEntity, {
    id,
    accountId: hold.accountId,
    integrationId: hold.integrationId,
    callSessionId: hold.callSessionId,
    offerId: offer.id,
    appointmentTypeId: offer.appointmentTypeId,
    operationKey: hold.operationKey,
    workflowId: hold.workflowId,
    code: `A${String(number)}`,
    state: 'held',
    route: hold.route,
    patientIndex: hold.patientIndex,
    patient: hold.sealedPatient,
    providerId: offer.providerId,
    operatory: offer.operatory,
    startsAt: offer.startsAt,
    endsAt: offer.endsAt,
    localDate: offer.localDate,
    localTime: offer.localTime,
    referenceCode: hold.referenceCode,
    holdExpiresAt: hold.expiresAt,
    tool: hold.tool,
    writeKind: hold.writeKind,
    slotOwner: hold.replaces?.slotOwner ?? id,
    oldVisit: hold.oldVisit,
    replacesBookingId: hold.replaces?.id ?? null,
    awaitsChangeId: hold.awaitsChangeId,
    textConsent: hold.textConsent,
  });
  await tx.insert(BookingEntity, booking);
  await tx.query(
    `WITH intent AS (
       INSERT INTO write_intents (id, account_id, booking_id, kind, state)
         VALUES ($1, $2, $3, $4, 'ready')
     )
     INSERT INTO booking_transitions (account_id, booking_id, to_state) VALUES ($2, $3, 'held')`,
    [randomUUID(), hold.accountId, booking.id, hold.tool],
  );
  return booking;
}

/** Lets go of holds whose time is over. A hold whose request may have left has no expiry and stays. */
async function releaseLapsedHolds(tx: EntityManager, integrationId: string): Promise<void> {
  await tx.query(
    `WITH lapsed AS (
       UPDATE bookings SET state = 'released', reason_code = 'hold-expired', updated_at = now()
        WHERE integration_id = $1 AND state = 'held' AND hold_expires_at < now() RETURNING id, account_id
     )
     INSERT INTO booking_transitions (account_id, booking_id, from_state, to_state, reason_code)
       SELECT account_id, id, 'held', 'released', 'hold-expired' FROM lapsed`,
    [integrationId],
  );
}
