import type { EntityManager } from 'typeorm';
import { AccountEntity } from './entities/account';
import { PmsIntegrationEntity } from './entities/pms-integration';

export interface AccountCalendar {
  /** IANA name. */
  readonly timeZone: string;
  readonly since: Date;
}

/** In which zone an account's days begin, and when its first one was. Null: no such account. */
export async function findAccountCalendar(tx: EntityManager, id: string): Promise<AccountCalendar | null> {
  const account = await tx.findOne(AccountEntity, { where: { id }, select: { timeZone: true, createdAt: true } });
  return account === null ? null : { timeZone: account.timeZone, since: account.createdAt };
}

export async function listAccountIds(tx: EntityManager): Promise<string[]> {
  const accounts = await tx.find(AccountEntity, { select: { id: true }, order: { id: 'ASC' } });
  return accounts.map(({ id }) => id);
}

/** The account's practices; none without an account. */
export async function listIntegrationIds(tx: EntityManager, accountId: string | null): Promise<ReadonlySet<string>> {
  if (accountId === null) return new Set();
  const integrations = await tx.find(PmsIntegrationEntity, { where: { accountId }, select: { id: true } });
  return new Set(integrations.map(({ id }) => id));
}
