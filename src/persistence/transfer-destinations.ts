import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { IntegrationRef } from '../domain/integration-ref';
import type { TransferDestination } from '../domain/transfer/destination';

/** Where callers of a practice find a person, in its own order. */
export const listTransferDestinations = (
  tx: EntityManager,
  { accountId, integrationId }: IntegrationRef,
): Promise<TransferDestination[]> =>
  tx.query<TransferDestination[]>(
    `SELECT id, number, extension, language, reason, hours FROM transfer_destinations
      WHERE account_id = $1 AND integration_id = $2 ORDER BY position, id`,
    [accountId, integrationId],
  );

/** Replaces all of a practice's destinations; their order here is the order in which they are preferred. */
export async function setTransferDestinations(
  tx: EntityManager,
  { accountId, integrationId }: IntegrationRef,
  destinations: readonly Omit<TransferDestination, 'id'>[],
): Promise<void> {
  // Two who set them at once do so one after the other, or the practice would have both lists.
  await tx.query('SELECT FROM pms_integrations WHERE account_id = $1 AND id = $2 FOR NO KEY UPDATE', [
    accountId,
    integrationId,
  ]);
  await tx.query('DELETE FROM transfer_destinations WHERE account_id = $1 AND integration_id = $2', [
    accountId,
    integrationId,
  ]);
  for (const [position, { number, extension, language, reason, hours }] of destinations.entries()) {
    await tx.query(
      `INSERT INTO transfer_destinations
         (id, account_id, integration_id, number, extension, language, reason, hours, position)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [randomUUID(), accountId, integrationId, number, extension, language, reason, hours, position],
    );
  }
}
