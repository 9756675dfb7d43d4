import type { EntityManager } from 'typeorm';
import { OfficeRefusal } from '../domain/office-refusal';
import type { OfficeRef } from '../domain/office-ref';

export interface MovedIntegration {
  readonly id: string;
}

const STATUS_OF = {
  [OfficeRefusal.keyRefused]: 'degraded',
  [OfficeRefusal.notInPlan]: 'degraded',
  [OfficeRefusal.accessRemoved]: 'revoked',
} as const;

/**
 * Marks what a refusal means for the office's integrations, or for the one practice that met it. One that is revoked
 * stays so until it is connected anew. Returns those whose status this changed.
 */
export async function refuseIntegrations(
  tx: EntityManager,
  { accountId, officeId }: OfficeRef,
  practiceId: string | null,
  refusal: OfficeRefusal,
): Promise<readonly MovedIntegration[]> {
  const [moved] = await tx.query<[MovedIntegration[], number]>(
    `UPDATE pms_integrations SET status = $4, status_reason = $5, status_changed_at = now()
      WHERE account_id = $1 AND office_id = $2 AND ($3::text IS NULL OR practice_id = $3)
        AND status IN ('active', 'degraded') AND (status <> $4 OR status_reason IS DISTINCT FROM $5)
      RETURNING id`,
    [accountId, officeId, practiceId, STATUS_OF[refusal], refusal],
  );
  return moved;
}

/** The office has a working key again: what was degraded for want of one is active. Returns those that this changed. */
export async function restoreIntegrations(
  tx: EntityManager,
  { accountId, officeId }: OfficeRef,
): Promise<readonly MovedIntegration[]> {
  const [moved] = await tx.query<[MovedIntegration[], number]>(
    `UPDATE pms_integrations SET status = 'active', status_reason = NULL, status_changed_at = now()
      WHERE account_id = $1 AND office_id = $2 AND status = 'degraded' AND status_reason = $3
      RETURNING id`,
    [accountId, officeId, OfficeRefusal.keyRefused],
  );
  return moved;
}

/** False once every practice of the office is revoked, or none is left: then nobody asks Sikka for it any more. */
export async function isOfficeLinked(tx: EntityManager, { accountId, officeId }: OfficeRef): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `SELECT 1 FROM pms_integrations WHERE account_id = $1 AND office_id = $2 AND status <> 'revoked' LIMIT 1`,
    [accountId, officeId],
  );
  return rows.length > 0;
}

export const listIntegrationsOf = (
  tx: EntityManager,
  { accountId, officeId }: OfficeRef,
): Promise<readonly MovedIntegration[]> =>
  tx.query('SELECT id FROM pms_integrations WHERE account_id = $1 AND office_id = $2', [accountId, officeId]);

/** Every office whose key is worth keeping alive. Covers all accounts: for the system's own upkeep only. */
export const listLinkedOffices = (tx: EntityManager): Promise<readonly OfficeRef[]> =>
  tx.query(
    `SELECT DISTINCT account_id AS "accountId", office_id AS "officeId" FROM pms_integrations
      WHERE status IN ('active', 'degraded') ORDER BY 1, 2`,
  );
