import type { EntityManager } from 'typeorm';
import type { IntegrationRef } from '../domain/integration-ref';
import type { LocalDate } from '../domain/pms';
import { BookingEntity } from './entities/booking';

/** More than a practice's books hold ahead; what is beyond is compared in the nights to come. */
const MOST_BOOKINGS = 5_000;

/**
 * Practices whose bookings can be compared, in the order of their ids, so many after one. Covers all accounts: for the
 * system's own upkeep only.
 */
export const listReconciled = (
  manager: EntityManager,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly IntegrationRef[]> =>
  manager.query<IntegrationRef[]>(
    `SELECT account_id AS "accountId", id AS "integrationId" FROM pms_integrations
      WHERE status IN ('active', 'degraded') AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
    [after, limit],
  );

/** A practice's bookings from a day on, but for those that never were meant to be sent, with their calls. */
export const listPromised = (
  manager: EntityManager,
  { accountId, integrationId }: IntegrationRef,
  from: LocalDate,
): Promise<BookingEntity[]> =>
  manager
    .createQueryBuilder(BookingEntity, 'b')
    .innerJoinAndSelect('b.callSession', 'session')
    .where('b.accountId = :accountId AND b.integrationId = :integrationId', { accountId, integrationId })
    .andWhere(`b.route = 'pms' AND b.state <> 'held' AND b.localDate >= :from`, { from })
    .orderBy('b.startsAt')
    .limit(MOST_BOOKINGS)
    .getMany();

/** How a night's comparison ended. Written again, it stays as it is. */
export async function recordReconciliation(
  tx: EntityManager,
  row: IntegrationRef & { readonly id: string; readonly compared: number; readonly mismatches: number },
): Promise<void> {
  await tx.query(
    `INSERT INTO reconciliations (id, account_id, integration_id, compared, mismatches)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
    [row.id, row.accountId, row.integrationId, row.compared, row.mismatches],
  );
}
