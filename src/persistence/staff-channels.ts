import type { EntityManager } from 'typeorm';
import type { IntegrationRef } from '../domain/integration-ref';
import type { Phi } from '../domain/phi';
import type { PhiCipher } from './phi-cipher';

/** Where the channel `c` is proved to be the practice's own, and has not asked for no texts. */
export const REACHES_PEOPLE = `c.verified_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM text_opt_outs o WHERE o.number_index = c.address_index AND o.is_out)`;

/**
 * Whether the practice's people are reached by a channel that they have proved to be theirs. Without one no answer
 * promises that the office will act.
 */
export async function hasVerifiedChannel(tx: EntityManager, integrationId: string): Promise<boolean> {
  const [row] = await tx.query<{ has: boolean }[]>(
    `SELECT EXISTS (SELECT FROM staff_channels c WHERE c.integration_id = $1 AND ${REACHES_PEOPLE}) AS has`,
    [integrationId],
  );
  return row?.has === true;
}

/** How far a channel is proved to be the practice's own. */
export interface StaffChannel {
  readonly addressIndex: string;
  /** Null: no code is under way. */
  readonly codeHash: string | null;
  readonly codeExpiresAt: Date | null;
  /** Of the code that is under way. */
  readonly failedCodes: number;
  readonly verifiedAt: Date | null;
}

/** The practice's channel, locked until the transaction ends; null where there is none. */
export async function lockChannel(
  tx: EntityManager,
  { accountId, integrationId }: IntegrationRef,
): Promise<StaffChannel | null> {
  const [row] = await tx.query<StaffChannel[]>(
    `SELECT address_index AS "addressIndex", code_hash AS "codeHash", code_expires_at AS "codeExpiresAt",
            failed_codes AS "failedCodes", verified_at AS "verifiedAt"
       FROM staff_channels WHERE account_id = $1 AND integration_id = $2 FOR UPDATE`,
    [accountId, integrationId],
  );
  return row ?? null;
}

export interface UnprovenChannel {
  /** In E.164. */
  readonly number: Phi<string>;
  readonly addressIndex: string;
  readonly codeHash: string;
  readonly codeExpiresAt: Date;
}

/** Names the place of the number to the cipher. */
const ADDRESS = 'staff_channels.address';

/** Sets the practice's channel; whatever was proved of the one before says nothing of this one. */
export async function setChannel(
  tx: EntityManager,
  cipher: PhiCipher,
  { accountId, integrationId }: IntegrationRef,
  { number, addressIndex, codeHash, codeExpiresAt }: UnprovenChannel,
): Promise<void> {
  const address = await cipher.seal(accountId, ADDRESS, number);
  await tx.query(
    `INSERT INTO staff_channels (integration_id, account_id, kind, address, address_index, code_hash, code_expires_at)
     VALUES ($1, $2, 'sms', $3, $4, $5, $6)
     ON CONFLICT (integration_id) DO UPDATE SET address = excluded.address, address_index = excluded.address_index,
       code_hash = excluded.code_hash, code_expires_at = excluded.code_expires_at, failed_codes = 0, verified_at = NULL
      WHERE staff_channels.account_id = excluded.account_id`,
    [integrationId, accountId, address, addressIndex, codeHash, codeExpiresAt],
  );
}

/** The code that was set last has not left: another may be asked for at once. */
export async function dropCode(
  tx: EntityManager,
  { accountId, integrationId }: IntegrationRef,
  codeHash: string,
): Promise<void> {
  await tx.query(
    `UPDATE staff_channels SET code_hash = NULL, code_expires_at = NULL
      WHERE account_id = $1 AND integration_id = $2 AND code_hash = $3`,
    [accountId, integrationId, codeHash],
  );
}

/** Counts a wrong code against the one that is under way. */
export async function countFailedCode(tx: EntityManager, { accountId, integrationId }: IntegrationRef): Promise<void> {
  await tx.query(
    'UPDATE staff_channels SET failed_codes = failed_codes + 1 WHERE account_id = $1 AND integration_id = $2',
    [accountId, integrationId],
  );
}

export async function markVerified(
  tx: EntityManager,
  { accountId, integrationId }: IntegrationRef,
  verifiedAt: Date,
): Promise<void> {
  await tx.query(
    `UPDATE staff_channels SET verified_at = $3, code_hash = NULL, code_expires_at = NULL, failed_codes = 0
      WHERE account_id = $1 AND integration_id = $2`,
    [accountId, integrationId, verifiedAt],
  );
}

/** Where texts for the practice's people go. */
export interface ReachableChannel {
  readonly number: Phi<string>;
  readonly addressIndex: string;
}

/**
 * The practice's channel if it reaches people, locked until the transaction ends: two who would text at once do so one
 * after the other. Null where there is none.
 */
export async function lockReachableChannel(
  tx: EntityManager,
  cipher: PhiCipher,
  { accountId, integrationId }: IntegrationRef,
): Promise<ReachableChannel | null> {
  const [row] = await tx.query<{ address: Buffer; addressIndex: string }[]>(
    `SELECT c.address, c.address_index AS "addressIndex" FROM staff_channels c
      WHERE c.account_id = $1 AND c.integration_id = $2 AND ${REACHES_PEOPLE} FOR UPDATE OF c`,
    [accountId, integrationId],
  );
  if (row === undefined) return null;
  return { number: await cipher.open<string>(accountId, ADDRESS, row.address), addressIndex: row.addressIndex };
}
