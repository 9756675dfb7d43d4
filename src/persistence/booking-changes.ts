import type { EntityManager } from 'typeorm';
import { toAppendArgument } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { BookingState, canMove } from '../domain/booking/states';
import type { BookingEntity } from './entities/booking';
import { BookingTransitionEntity } from './entities/booking-transition';

export interface BookingChange {
  readonly to: BookingState;
  readonly reasonCode?: string;
  readonly writebackId?: string;
  readonly appointmentSrNo?: string | null;
}

const MOVE = `
  WITH before AS (
    SELECT id, account_id, state FROM bookings WHERE account_id = $1 AND id = $2 AND state = ANY ($3) FOR UPDATE
  ), moved AS (
    UPDATE bookings b
       SET state = $4, reason_code = $5, hold_expires_at = NULL, updated_at = now(),
           writeback_id = coalesce($6, b.writeback_id), appointment_sr_no = coalesce($7, b.appointment_sr_no)
      FROM before WHERE b.id = before.id
  )
  INSERT INTO booking_transitions (account_id, booking_id, from_state, to_state, reason_code)
    SELECT account_id, id, state, $4, $5 FROM before RETURNING id`;

/**
 * Moves a booking on, with its line of history, in one statement. Answers false, and changes nothing, when it is
 * already there or the move is not a legal one: a late or repeated step can do no harm.
 */
export async function moveBooking(
  tx: EntityManager,
  accountId: string,
  bookingId: string,
  change: BookingChange,
): Promise<boolean> {
  const { to, reasonCode = null, writebackId = null, appointmentSrNo = null } = change;
  const from = Object.values(BookingState).filter((state) => canMove(state, to));
  const lines = await tx.query<unknown[]>(MOVE, [
    accountId,
    bookingId,
    from,
    to,
    reasonCode,
    writebackId,
    appointmentSrNo,
  ]);
  return lines.length > 0;
}

const MARK_SENT = `
  WITH settled AS (
    UPDATE write_intents SET state = 'accepted', settled_at = now()
     WHERE account_id = $1 AND booking_id = $2 AND state IN ('claimed', 'unknown')
  ), sent AS (
    UPDATE bookings SET state = 'sent', reason_code = NULL, hold_expires_at = NULL, updated_at = now(), writeback_id = $3
     WHERE account_id = $1 AND id = $2 AND state = 'held' RETURNING id
  ), line AS (
    INSERT INTO booking_transitions (account_id, booking_id, from_state, to_state)
      SELECT $1, id, 'held', 'sent' FROM sent
  )
  SELECT id, audit_append($4::jsonb) FROM sent`;

/**
 * Sikka has taken the request: the intent is settled, the booking is *sent* and both are on record, in one statement.
 * False, and nothing on record, when the booking is not held any more.
 */
export async function markSent(
  manager: EntityManager,
  { accountId, id }: Pick<BookingEntity, 'accountId' | 'id'>,
  writebackId: string,
  rows: readonly AuditRow[],
): Promise<boolean> {
  const sent = await manager.query<unknown[]>(MARK_SENT, [accountId, id, writebackId, toAppendArgument(rows)]);
  return sent.length > 0;
}

/** The booking's history, oldest first. */
export const listTransitions = (
  tx: EntityManager,
  accountId: string,
  bookingId: string,
): Promise<BookingTransitionEntity[]> =>
  tx.find(BookingTransitionEntity, { where: { accountId, bookingId }, order: { id: 'ASC' } });
