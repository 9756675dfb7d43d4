import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { createDataSource } from '../../src/persistence/data-source';
import { grantRoles } from '../../src/persistence/database-roles';
import { given } from './environment';
import { applicationUrl } from './test-login';

export interface TestDatabase {
  /** Of the processes' login, which may do no more than in production. */
  readonly url: string;
  /** Of the owner. */
  readonly ownerUrl: string;
  /** A superuser's connection, for assertions only: it goes round the product's own code. */
  readonly admin: DataSource;
  query<T = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

const urlOf = (name: string): string => {
  const url = new URL(given('PARLAE_TEST_DATABASE_URL'));
  url.pathname = `/${name}`;
  return url.href;
};

/** A database of this test file's own; migrated unless told not to. */
export async function createTestDatabase({ isMigrated = true } = {}): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  const server = new DataSource({ type: 'postgres', url: given('PARLAE_TEST_DATABASE_URL') });
  await server.initialize();
  await server.query(`CREATE DATABASE ${name}`);
  const admin = createDataSource(urlOf(name), { poolSize: 2 });
  await admin.initialize();
  const url = applicationUrl(urlOf(name));
  if (isMigrated) {
    await admin.runMigrations();
    await grantRoles(admin, url);
  }
  return {
    url,
    ownerUrl: urlOf(name),
    admin,
    query: (sql, parameters) => admin.query(sql, parameters),
    async drop() {
      await admin.destroy();
      await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await server.destroy();
    },
  };
}
