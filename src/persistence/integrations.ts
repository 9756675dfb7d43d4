import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import {
  pmsCapabilitiesSchema,
  pmsFreshnessSchema,
  type PmsCapabilities,
  type PmsFreshness,
} from '../domain/pms-capabilities';
import { AccountEntity } from './entities/account';
import { OfficeRequestKeyEntity } from './entities/office-request-key';
import { PmsCapabilitiesEntity } from './entities/pms-capabilities';
import { PmsIntegrationEntity } from './entities/pms-integration';

/** The accounts that somebody may see: all of them, or these and no other. */
export type AccountScope = '*' | readonly string[];

/** An integration with what is known of its software and of its office's key. Holds nothing of patients, and no credential. */
export interface IntegrationRow extends Pick<
  PmsIntegrationEntity,
  | 'id'
  | 'accountId'
  | 'officeId'
  | 'practiceId'
  | 'practiceName'
  | 'pmsType'
  | 'pmsVersion'
  | 'status'
  | 'statusReason'
  | 'mode'
> {
  /** Null: never asked, or kept in a form that is no longer read. */
  readonly capabilities: PmsCapabilities | null;
  readonly freshness: PmsFreshness | null;
  readonly refreshedAt: Date | null;
  /** Of the office; undefined where none was ever asked for. */
  readonly requestKey: { readonly expiresAt: Date | null; readonly refusedAt: Date | null } | undefined;
  readonly position: IntegrationPosition;
}

/** `createdAt` as text with microseconds, so that no row of the same millisecond is lost between two pages. */
interface IntegrationPosition {
  readonly createdAt: string;
  readonly id: string;
}

/**
 * Integrations in the order in which they were made, one more than `limit` where there are more. A row that stays is
 * met once however much is added between two pages: what is new comes last.
 */
export async function listIntegrations(
  tx: EntityManager,
  scope: AccountScope,
  { after, limit }: { readonly after: IntegrationPosition | null; readonly limit: number },
): Promise<IntegrationRow[]> {
  const query = selectIntegrations(tx, scope);
  if (after !== null) {
    query.andWhere('(i.created_at, i.id) > (CAST(:afterCreatedAt AS timestamptz), CAST(:afterId AS uuid))', {
      afterCreatedAt: after.createdAt,
      afterId: after.id,
    });
  }
  return readRows(
    query
      .orderBy('i.created_at')
      .addOrderBy('i.id')
      .limit(limit + 1),
  );
}

/** Null where there is none, and just so where it belongs to an account outside the scope. */
export async function findIntegrationById(
  tx: EntityManager,
  scope: AccountScope,
  id: string,
): Promise<IntegrationRow | null> {
  const [row] = await readRows(selectIntegrations(tx, scope).andWhere('i.id = :id', { id }));
  return row ?? null;
}

export const hasAccount = (tx: EntityManager, id: string): Promise<boolean> => tx.existsBy(AccountEntity, { id });

/** What is read beside the entity. */
interface RawColumns {
  position_created_at: string;
  capabilities: unknown;
  freshness: unknown;
  refreshed_at: Date | null;
  /** Null without a row of the office. */
  key_version: number | null;
  key_expires_at: Date | null;
  key_refused_at: Date | null;
}

function selectIntegrations(tx: EntityManager, scope: AccountScope): SelectQueryBuilder<PmsIntegrationEntity> {
  const query = tx
    .createQueryBuilder(PmsIntegrationEntity, 'i')
    .leftJoin(PmsCapabilitiesEntity, 'c', 'c.account_id = i.account_id AND c.integration_id = i.id')
    .leftJoin(OfficeRequestKeyEntity, 'k', 'k.account_id = i.account_id AND k.office_id = i.office_id')
    .addSelect(`to_char(i.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`, 'position_created_at')
    .addSelect('c.capabilities', 'capabilities')
    .addSelect('c.freshness', 'freshness')
    .addSelect('c.refreshed_at', 'refreshed_at')
    .addSelect('k.version', 'key_version')
    .addSelect('k.expires_at', 'key_expires_at')
    .addSelect('k.refused_at', 'key_refused_at');
  if (scope === '*') return query.where('TRUE');
  return query.where('i.account_id = ANY(CAST(:accountIds AS uuid[]))', { accountIds: scope });
}

async function readRows(query: SelectQueryBuilder<PmsIntegrationEntity>): Promise<IntegrationRow[]> {
  const { entities, raw } = await query.getRawAndEntities<RawColumns>();
  return entities.flatMap((entity, i) => {
    const columns = raw[i];
    return columns === undefined ? [] : [toRow(entity, columns)];
  });
}

const toRow = (entity: PmsIntegrationEntity, columns: RawColumns): IntegrationRow => ({
  id: entity.id,
  accountId: entity.accountId,
  officeId: entity.officeId,
  practiceId: entity.practiceId,
  practiceName: entity.practiceName,
  pmsType: entity.pmsType,
  pmsVersion: entity.pmsVersion,
  status: entity.status,
  statusReason: entity.statusReason,
  mode: entity.mode,
  capabilities: pmsCapabilitiesSchema.safeParse(columns.capabilities).data ?? null,
  freshness: pmsFreshnessSchema.safeParse(columns.freshness).data ?? null,
  refreshedAt: columns.refreshed_at,
  requestKey:
    columns.key_version === null ? undefined : { expiresAt: columns.key_expires_at, refusedAt: columns.key_refused_at },
  position: { createdAt: columns.position_created_at, id: entity.id },
});
