import type { EntityManager } from 'typeorm';
import { toAppendArgument } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { WriteIntentEntity } from './entities/write-intent';

/** The booking's row is locked first: a hold that lapses at this very moment is either kept or not claimed. */
const CLAIM = `
  WITH held AS (
    UPDATE bookings SET hold_expires_at = NULL WHERE account_id = $1 AND id = $2 AND state = 'held' RETURNING id
  ), claimed AS (
    UPDATE write_intents i SET state = 'claimed', attempt = attempt + 1, claimed_at = now()
      FROM held WHERE i.booking_id = held.id AND i.state = 'ready' RETURNING i.id
  )
  SELECT id, audit_append($3::jsonb) FROM claimed`;

/**
 * Claims the intent to send this booking, by compare-and-set, immediately before the request leaves, and puts the attempt
 * on record with it, in one statement; from here on the hold does not lapse. Whoever gets false must not send: the
 * request may have left already. Then no row was written either.
 */
export async function claimIntent(
  manager: EntityManager,
  accountId: string,
  bookingId: string,
  rows: readonly AuditRow[],
): Promise<boolean> {
  const claimed = await manager.query<unknown[]>(CLAIM, [accountId, bookingId, toAppendArgument(rows)]);
  return claimed.length > 0;
}

/** Whether nobody has claimed the intent yet. Only a look: who wants to act on it claims or withdraws. */
export const isIntentReady = (
  tx: EntityManager,
  { accountId, bookingId }: { readonly accountId: string; readonly bookingId: string },
): Promise<boolean> => tx.existsBy(WriteIntentEntity, { accountId, bookingId, state: 'ready' });

/**
 * Withdraws an intent that nobody has claimed: from here on nobody can send it. False: a request may have left, or is
 * leaving now, and whoever wanted to give the booking up must not.
 */
export async function withdrawIntent(tx: EntityManager, accountId: string, bookingId: string): Promise<boolean> {
  const [withdrawn] = await tx.query<[unknown[], number]>(
    `UPDATE write_intents SET state = 'rejected', settled_at = now()
      WHERE account_id = $1 AND booking_id = $2 AND state = 'ready' RETURNING id`,
    [accountId, bookingId],
  );
  return withdrawn.length > 0;
}

/**
 * A person has looked and vouches that the request is not in the PMS: it may be sent again. False: the booking has been
 * decided in the meantime.
 */
export async function reopenIntent(tx: EntityManager, accountId: string, bookingId: string): Promise<boolean> {
  const reopened = await tx.query<[unknown[], number]>(
    `UPDATE write_intents i SET state = 'ready', settled_at = now() FROM bookings b
      WHERE i.account_id = $1 AND i.booking_id = $2 AND i.state IN ('claimed', 'unknown')
        AND b.id = i.booking_id AND b.state = 'held' RETURNING i.id`,
    [accountId, bookingId],
  );
  return reopened[0].length > 0;
}

/** `ready` again only with proof that the PMS did not take the request. */
export async function settleIntent(
  tx: EntityManager,
  accountId: string,
  bookingId: string,
  state: 'ready' | 'accepted' | 'rejected' | 'unknown',
): Promise<void> {
  await tx.query(
    `UPDATE write_intents SET state = $3, settled_at = now()
      WHERE account_id = $1 AND booking_id = $2 AND state IN ('claimed', 'unknown')`,
    [accountId, bookingId, state],
  );
}

/** As for a booking: the change's row is locked first, so that one that is given up at this very moment is not claimed. */
const CLAIM_CHANGE = `
  WITH held AS (
    SELECT id FROM pms_changes WHERE account_id = $1 AND id = $2 AND state = 'held' AND route = 'pms' FOR UPDATE
  ), claimed AS (
    UPDATE write_intents i SET state = 'claimed', attempt = attempt + 1, claimed_at = now()
      FROM held WHERE i.change_id = held.id AND i.state = 'ready' RETURNING i.id
  )
  SELECT id FROM claimed`;

/** Claims the intent to send this change; see `claimIntent`. */
export async function claimChangeIntent(tx: EntityManager, accountId: string, changeId: string): Promise<boolean> {
  const claimed = await tx.query<unknown[]>(CLAIM_CHANGE, [accountId, changeId]);
  return claimed.length > 0;
}

export const isChangeIntentReady = (
  tx: EntityManager,
  { accountId, changeId }: { readonly accountId: string; readonly changeId: string },
): Promise<boolean> => tx.existsBy(WriteIntentEntity, { accountId, changeId, state: 'ready' });

const settleChangeFrom = async (
  tx: EntityManager,
  { accountId, changeId }: { readonly accountId: string; readonly changeId: string },
  from: readonly string[],
  to: 'ready' | 'accepted' | 'rejected' | 'unknown',
): Promise<boolean> => {
  const [settled] = await tx.query<[unknown[], number]>(
    `UPDATE write_intents SET state = $4, settled_at = now()
      WHERE account_id = $1 AND change_id = $2 AND state = ANY ($3) RETURNING id`,
    [accountId, changeId, from, to],
  );
  return settled.length > 0;
};

/** Withdraws a change's intent that nobody has claimed; see `withdrawIntent`. */
export const withdrawChangeIntent = (tx: EntityManager, accountId: string, changeId: string): Promise<boolean> =>
  settleChangeFrom(tx, { accountId, changeId }, ['ready'], 'rejected');

/** `ready` again only with proof that the PMS did not take the request, or a person's word that it is not there. */
export const settleChangeIntent = (
  tx: EntityManager,
  accountId: string,
  changeId: string,
  state: 'ready' | 'accepted' | 'rejected' | 'unknown',
): Promise<boolean> => settleChangeFrom(tx, { accountId, changeId }, ['claimed', 'unknown'], state);
