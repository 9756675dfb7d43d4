import type { EntityManager } from 'typeorm';
import { BookingState, canMove } from '../domain/booking/states';

export interface ChangeMove {
  readonly to: BookingState;
  readonly reasonCode?: string;
  readonly writebackId?: string;
  /** Encrypted: the id that the PMS gave to what was made. */
  readonly created?: Buffer | null;
}

const MOVE = `
  WITH before AS (
    SELECT id, account_id, state FROM pms_changes WHERE account_id = $1 AND id = $2 AND state = ANY ($3) FOR UPDATE
  ), moved AS (
    UPDATE pms_changes c
       SET state = $4, reason_code = $5, updated_at = now(),
           writeback_id = coalesce($6, c.writeback_id), created = coalesce($7, c.created)
      FROM before WHERE c.id = before.id
  )
  INSERT INTO change_transitions (account_id, change_id, from_state, to_state, reason_code)
    SELECT account_id, id, state, $4, $5 FROM before RETURNING id`;

/**
 * Moves a change on, with its line of history, in one statement. Answers false, and changes nothing, when it is already
 * there or the move is not a legal one: a late or repeated step can do no harm.
 */
export async function moveChange(
  tx: EntityManager,
  accountId: string,
  changeId: string,
  { to, reasonCode, writebackId, created }: ChangeMove,
): Promise<boolean> {
  const from = Object.values(BookingState).filter((state) => canMove(state, to));
  const values = [reasonCode ?? null, writebackId ?? null, created ?? null];
  const lines = await tx.query<unknown[]>(MOVE, [accountId, changeId, from, to, ...values]);
  return lines.length > 0;
}

const LEAVE = `
  WITH before AS (
    UPDATE pms_changes SET route = 'staff', reason_code = $3, updated_at = now()
     WHERE account_id = $1 AND id = $2 AND state = 'held' RETURNING id, account_id
  )
  INSERT INTO change_transitions (account_id, change_id, from_state, to_state, reason_code)
    SELECT account_id, id, 'held', 'held', $3 FROM before RETURNING id`;

/** From here on the practice's people do it: nothing is sent any more. False when it is not ours to give away. */
export async function leaveChangeToStaff(
  tx: EntityManager,
  accountId: string,
  changeId: string,
  reasonCode: string,
): Promise<boolean> {
  const lines = await tx.query<unknown[]>(LEAVE, [accountId, changeId, reasonCode]);
  return lines.length > 0;
}

/** The id of what was made, learned after the change was confirmed. What is known already stays. */
export async function noteCreated(
  tx: EntityManager,
  accountId: string,
  changeId: string,
  created: Buffer,
): Promise<void> {
  await tx.query(
    `UPDATE pms_changes SET created = $3, updated_at = now()
      WHERE account_id = $1 AND id = $2 AND state = 'confirmed' AND created IS NULL`,
    [accountId, changeId, created],
  );
}

/** The word of the line of history that stands before a write-back is taken back. */
const WITHDRAWING = 'withdrawing';

/**
 * Puts on record that a write-back is about to be taken back. False: it is there from an earlier try, whose answer may
 * have been lost.
 */
export async function noteWithdrawing(tx: EntityManager, accountId: string, changeId: string): Promise<boolean> {
  const lines = await tx.query<unknown[]>(
    `INSERT INTO change_transitions (account_id, change_id, from_state, to_state, reason_code)
       SELECT account_id, id, state, state, $3 FROM pms_changes c
        WHERE c.account_id = $1 AND c.id = $2
          AND NOT EXISTS (SELECT 1 FROM change_transitions t WHERE t.change_id = c.id AND t.reason_code = $3)
       RETURNING id`,
    [accountId, changeId, WITHDRAWING],
  );
  return lines.length > 0;
}
