import type { EntityManager } from 'typeorm';
import type { BookingEntity } from './entities/booking';

/** A hold that was let go of because its time was over, with what its audit row says. */
export type LapsedHold = Pick<
  BookingEntity,
  'id' | 'accountId' | 'integrationId' | 'patientIndex' | 'workflowId' | 'route' | 'tool'
> & { readonly vapiCallId: string };

/** Which holds: one, or those that overlap a time that somebody else wants. */
export type LapsedScope =
  { readonly bookingId: string } | { readonly integrationId: string; readonly startsAt: Date; readonly endsAt: Date };

const MOST_AT_ONCE = 200;

/** Holds whose time is over, the longest first, so many at a time. Covers all accounts: for the system's own upkeep. */
export async function listLapsedHolds(manager: EntityManager): Promise<readonly string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM bookings WHERE state = 'held' AND hold_expires_at < now() ORDER BY hold_expires_at LIMIT $1`,
    [MOST_AT_ONCE],
  );
  return rows.map(({ id }) => id);
}

/**
 * Lets go of holds whose time is over, with their lines of history. A hold whose request may have left has no expiry and
 * stays; one that somebody is at this very moment is left to them. The intent stays as it is: a workflow that wakes up
 * finds the state. Whoever calls appends an audit row for each, in the same transaction.
 */
export async function releaseLapsedHolds(tx: EntityManager, scope: LapsedScope): Promise<readonly LapsedHold[]> {
  const [which, parameters] =
    'bookingId' in scope
      ? ['id = $1', [scope.bookingId]]
      : [
          `integration_id = $1 AND tstzrange(starts_at, ends_at) && tstzrange($2, $3)`,
          [scope.integrationId, scope.startsAt, scope.endsAt],
        ];
  return tx.query<LapsedHold[]>(
    `WITH lapsed AS (
       SELECT id FROM bookings
        WHERE ${which} AND state = 'held' AND hold_expires_at < now() ORDER BY id FOR UPDATE SKIP LOCKED
     ), released AS (
       UPDATE bookings b SET state = 'released', reason_code = 'hold-expired', hold_expires_at = NULL, updated_at = now()
         FROM lapsed WHERE b.id = lapsed.id RETURNING b.*
     ), lines AS (
       INSERT INTO booking_transitions (account_id, booking_id, from_state, to_state, reason_code)
         SELECT account_id, id, 'held', 'released', 'hold-expired' FROM released
     )
     SELECT r.id, r.account_id AS "accountId", r.integration_id AS "integrationId", r.patient_index AS "patientIndex",
            r.workflow_id AS "workflowId", r.route, r.tool, s.vapi_call_id AS "vapiCallId"
       FROM released r JOIN call_sessions s ON s.id = r.call_session_id ORDER BY r.id`,
    parameters,
  );
}
