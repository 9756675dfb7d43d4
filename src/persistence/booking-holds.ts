import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { toAppendArgument } from '../audit/append';
import type { AuditRow } from '../audit/events';
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

const INSERT = `
  WITH issued AS (
    UPDATE call_sessions SET appointments_issued = appointments_issued + 1 WHERE id = $3 RETURNING appointments_issued
  ), booking AS (
    INSERT INTO bookings (id, account_id, call_session_id, integration_id, offer_id, appointment_type_id, operation_key,
        workflow_id, code, state, route, patient_index, patient, provider_id, operatory, starts_at, ends_at, local_date,
        local_time, reference_code, hold_expires_at, tool, write_kind, slot_owner, old_visit, replaces_booking_id,
        awaits_change_id, text_consent)
      SELECT $1, $2, $3, $4, $5, $6, $7, $8, 'A' || issued.appointments_issued, 'held', $9, $10, $11, $12, $13, $14, $15,
        $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26 FROM issued
      RETURNING *
  ), intent AS (
    INSERT INTO write_intents (id, account_id, booking_id, kind, state)
      SELECT $27, account_id, id, tool, 'ready' FROM booking
  ), line AS (
    INSERT INTO booking_transitions (account_id, booking_id, to_state) SELECT account_id, id, 'held' FROM booking
  )
  SELECT code, created_at AS "createdAt", audit_append($28::jsonb) FROM booking`;

/**
 * Holds a slot, writes down the intent to send it and puts both on record, in one statement. Throws a PersistenceError on
 * `SLOT_CONSTRAINTS` when the time is taken by another booking of ours, which may be a hold whose time is over (see
 * `releaseLapsedHolds`), and on `OPERATION_CONSTRAINT` when this operation holds one already.
 */
export async function insertHold(
  manager: EntityManager,
  hold: NewHold,
  rows: readonly AuditRow[],
): Promise<BookingEntity> {
  const { offer } = hold;
  const id = randomUUID();
  const slotOwner = hold.replaces?.slotOwner ?? id;
  const replacesBookingId = hold.replaces?.id ?? null;
  const inserted = await manager.query<{ code: string; createdAt: Date }[]>(INSERT, [
    id,
    hold.accountId,
    hold.callSessionId,
    hold.integrationId,
    offer.id,
    offer.appointmentTypeId,
    hold.operationKey,
    hold.workflowId,
    hold.route,
    hold.patientIndex,
    hold.sealedPatient,
    offer.providerId,
    offer.operatory,
    offer.startsAt,
    offer.endsAt,
    offer.localDate,
    offer.localTime,
    hold.referenceCode,
    hold.expiresAt,
    hold.tool,
    hold.writeKind,
    slotOwner,
    hold.oldVisit,
    replacesBookingId,
    hold.awaitsChangeId,
    hold.textConsent,
    randomUUID(),
    toAppendArgument(rows),
  ]);
  const [booking] = inserted;
  if (booking === undefined) throw new Error('there is no such call');
  return manager.create(BookingEntity, {
    ...hold,
    ...booking,
    id,
    offerId: offer.id,
    appointmentTypeId: offer.appointmentTypeId,
    patient: hold.sealedPatient,
    providerId: offer.providerId,
    operatory: offer.operatory,
    startsAt: offer.startsAt,
    endsAt: offer.endsAt,
    localDate: offer.localDate,
    localTime: offer.localTime,
    state: 'held',
    holdExpiresAt: hold.expiresAt,
    slotOwner,
    replacesBookingId,
    writebackId: null,
    appointmentSrNo: null,
    reasonCode: null,
  });
}
