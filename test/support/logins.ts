import { randomBytes } from 'node:crypto';
import { createDataSource } from '../../src/persistence/data-source';
import type { TestDatabase } from './database';

export interface TestLogin {
  readonly url: string;
  query<T = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

/** A login of this test's own, a member of one of our roles. */
export async function createLogin(
  database: TestDatabase,
  role: 'parlae_app' | 'parlae_auditor' | 'parlae_retention',
): Promise<TestLogin> {
  const name = `l_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await database.query(`CREATE ROLE ${name} LOGIN PASSWORD '${password}' IN ROLE ${role}`);
  const url = new URL(database.ownerUrl);
  [url.username, url.password] = [name, password];
  // One connection, so that what a session keeps is there in the next query.
  const dataSource = createDataSource(url.href, { poolSize: 1 });
  await dataSource.initialize();
  return {
    url: url.href,
    query: (sql, parameters) => dataSource.query(sql, parameters),
    async drop() {
      await dataSource.destroy();
      await database.query(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
    },
  };
}
