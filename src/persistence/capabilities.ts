import type { EntityManager } from 'typeorm';
import type { IntegrationRef } from '../domain/integration-ref';
import type { PmsOffice } from '../domain/pms';
import {
  pmsCapabilitiesSchema,
  pmsFreshnessSchema,
  UNKNOWN_FRESHNESS,
  type PmsCapabilities,
  type PmsFreshness,
  type PmsWrite,
} from '../domain/pms-capabilities';
import { PmsCapabilitiesEntity } from './entities/pms-capabilities';

export interface StoredCapabilities {
  readonly capabilities: PmsCapabilities;
  readonly freshness: PmsFreshness | null;
  readonly refreshedAt: Date;
}

const MAX_STALE = 1_000;

/** Null for what is kept in a form that is no longer read: it is asked anew. */
function toStored(row: PmsCapabilitiesEntity | null): StoredCapabilities | null {
  const capabilities = pmsCapabilitiesSchema.safeParse(row?.capabilities);
  if (row === null || !capabilities.success) return null;
  const freshness = pmsFreshnessSchema.safeParse(row.freshness).data ?? null;
  return { capabilities: capabilities.data, freshness, refreshedAt: row.refreshedAt };
}

/** What is known of a practice's software; null when it was never read, and just so for a practice of another account. */
export const findCapabilities = async (
  tx: EntityManager,
  accountId: string,
  integrationId: string,
): Promise<StoredCapabilities | null> =>
  toStored(await tx.findOneBy(PmsCapabilitiesEntity, { accountId, integrationId }));

/** The same, and nobody else changes it until the transaction ends. */
export const lockCapabilities = async (
  tx: EntityManager,
  accountId: string,
  integrationId: string,
): Promise<StoredCapabilities | null> =>
  toStored(
    await tx.findOne(PmsCapabilitiesEntity, {
      where: { accountId, integrationId },
      lock: { mode: 'pessimistic_write' },
    }),
  );

export async function saveCapabilities(tx: EntityManager, row: IntegrationRef & StoredCapabilities): Promise<void> {
  const { accountId, integrationId, refreshedAt } = row;
  const capabilities = pmsCapabilitiesSchema.parse(row.capabilities);
  const freshness = pmsFreshnessSchema.nullable().parse(row.freshness);
  await tx.query(
    `INSERT INTO pms_capabilities (account_id, integration_id, capabilities, freshness, refreshed_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (integration_id) DO UPDATE
       SET capabilities = EXCLUDED.capabilities, freshness = EXCLUDED.freshness, refreshed_at = EXCLUDED.refreshed_at
       WHERE pms_capabilities.account_id = EXCLUDED.account_id`,
    [accountId, integrationId, JSON.stringify(capabilities), freshness && JSON.stringify(freshness), refreshedAt],
  );
}

export async function saveFreshness(
  tx: EntityManager,
  accountId: string,
  integrationId: string,
  freshness: PmsFreshness,
): Promise<void> {
  await tx.query('UPDATE pms_capabilities SET freshness = $3 WHERE account_id = $1 AND integration_id = $2', [
    accountId,
    integrationId,
    JSON.stringify(pmsFreshnessSchema.parse(freshness)),
  ]);
}

/**
 * A write of this kind worked at this practice: what no source tells is known from here on. For Dentrix a change of
 * status counts only when it was a cancellation. Costs nothing when it is known already; without a row it is not kept.
 */
export async function recordProven(
  tx: EntityManager,
  accountId: string,
  integrationId: string,
  write: PmsWrite,
): Promise<void> {
  await tx.query(
    `UPDATE pms_capabilities
        SET capabilities = capabilities
          || jsonb_build_object('provenWrites', coalesce(capabilities->'provenWrites', '[]') || to_jsonb($3::text))
          || jsonb_build_object('writes', capabilities->'writes' || CASE capabilities->'writes'->>$3
               WHEN 'unproven' THEN jsonb_build_object($3::text, 'supported') ELSE '{}' END)
      WHERE account_id = $1 AND integration_id = $2
        AND NOT coalesce(capabilities->'provenWrites', '[]') @> to_jsonb($3::text)`,
    [accountId, integrationId, write],
  );
}

/** What `Data-Insert` said on a read: it holds for every practice of the office. Writes only when it says something new. */
export async function noteDataInsert(
  tx: EntityManager,
  { accountId, officeId }: Pick<PmsOffice, 'accountId' | 'officeId'>,
  isInProgress: boolean,
): Promise<void> {
  await tx.query(
    `UPDATE pms_capabilities c
        SET freshness = coalesce(c.freshness, $4) || jsonb_build_object('isInsertInProgress', $3::boolean)
       FROM pms_integrations i
      WHERE i.account_id = $1 AND i.office_id = $2 AND c.account_id = i.account_id AND c.integration_id = i.id
        AND coalesce((c.freshness->>'isInsertInProgress')::boolean, false) <> $3`,
    [accountId, officeId, isInProgress, JSON.stringify(UNKNOWN_FRESHNESS)],
  );
}

/**
 * Practices whose capabilities were never read or were last read before this, the longest wait first, so many at a time.
 * Covers all accounts: for the system's own upkeep only.
 */
export const listStaleCapabilities = (tx: EntityManager, olderThan: Date): Promise<readonly IntegrationRef[]> =>
  tx.query(
    `SELECT i.account_id AS "accountId", i.id AS "integrationId"
       FROM pms_integrations i
       LEFT JOIN pms_capabilities c ON c.account_id = i.account_id AND c.integration_id = i.id
      WHERE i.status IN ('active', 'degraded') AND (c.refreshed_at IS NULL OR c.refreshed_at < $1)
      ORDER BY c.refreshed_at NULLS FIRST, i.id
      LIMIT $2`,
    [olderThan, MAX_STALE],
  );

/** Practices whose age of data was last looked at before this. Covers all accounts, as above. */
export const listStaleFreshness = (tx: EntityManager, olderThan: Date): Promise<readonly IntegrationRef[]> =>
  tx.query(
    `SELECT i.account_id AS "accountId", i.id AS "integrationId"
       FROM pms_integrations i
       JOIN pms_capabilities c ON c.account_id = i.account_id AND c.integration_id = i.id
      WHERE i.status IN ('active', 'degraded')
        AND coalesce((c.freshness->>'checkedAt')::timestamptz, '-infinity') < $1
      ORDER BY c.freshness->>'checkedAt' NULLS FIRST, i.id
      LIMIT $2`,
    [olderThan, MAX_STALE],
  );
