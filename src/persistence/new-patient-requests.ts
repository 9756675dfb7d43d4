import type { EntityManager } from 'typeorm';
import { ChangeKind } from '../domain/changes/operation';
import type { NewChange } from './pms-changes';

/**
 * Whether the same person was asked for otherwise, in this call or another, so that a second request would make a second
 * chart before the first one shows. Requests for one person take turns until the transaction ends.
 */
export async function isAskedForOtherwise(
  tx: EntityManager,
  { accountId, integrationId, patientIndex, operationKey }: NewChange,
): Promise<boolean> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [patientIndex]);
  const [row] = await tx.query<{ is: boolean }[]>(
    `SELECT EXISTS (
       SELECT 1 FROM pms_changes WHERE account_id = $1 AND integration_id = $2 AND kind = $3 AND patient_index = $4
          AND operation_key <> $5 AND state IN ('held', 'sent', 'confirmed')) AS is`,
    [accountId, integrationId, ChangeKind.createPatient, patientIndex, operationKey],
  );
  return row?.is === true;
}
