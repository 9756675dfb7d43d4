import type { EntityManager } from 'typeorm';
import type { BookingEntity } from './entities/booking';

/** A hold of a call that nothing was said of, and of which nothing has left. */
export type UnpromisedHold = Pick<
  BookingEntity,
  'id' | 'accountId' | 'integrationId' | 'patientIndex' | 'workflowId' | 'tool'
>;

const IS_UNPROMISED = `
  b.state = 'held' AND b.route = 'pms'
    AND EXISTS (SELECT FROM write_intents i WHERE i.booking_id = b.id AND i.state = 'ready')
    AND NOT EXISTS (SELECT FROM promises p WHERE p.booking_id = b.id)`;

export async function listUnpromisedHolds(
  tx: EntityManager,
  accountId: string,
  callSessionId: string,
): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `SELECT b.id FROM bookings b WHERE b.account_id = $1 AND b.call_session_id = $2 AND ${IS_UNPROMISED}`,
    [accountId, callSessionId],
  );
  return rows.map(({ id }) => id);
}

/**
 * Keeps a hold to itself until the transaction ends, and looks again: null when it has moved on. The booking's row is
 * locked before its intent is touched, as by those who claim it.
 */
export async function lockUnpromisedHold(
  tx: EntityManager,
  accountId: string,
  bookingId: string,
): Promise<UnpromisedHold | null> {
  const key = [accountId, bookingId];
  await tx.query('SELECT FROM bookings WHERE account_id = $1 AND id = $2 FOR UPDATE', key);
  const [row] = await tx.query<UnpromisedHold[]>(
    `SELECT b.id, b.account_id AS "accountId", b.integration_id AS "integrationId", b.patient_index AS "patientIndex",
            b.workflow_id AS "workflowId", b.tool
       FROM bookings b WHERE b.account_id = $1 AND b.id = $2 AND ${IS_UNPROMISED}`,
    key,
  );
  return row ?? null;
}
