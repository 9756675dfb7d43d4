import { ensureDatabase, postgresUrl } from '../../src/cli/dev/postgres';
import { openDatabase } from '../client/database';
import type { BuiltAudit } from './audit-built';

export interface DatabaseServer {
  readonly port: number;
  readonly password: string;
}

/** The table that a bare INSERT is made into: the record's columns, checks, indices and partitions; no chain, no trigger. */
export const BARE_TABLE = 'bare_audit_logs';

const CREATE_BARE_TABLE = `
  CREATE TABLE ${BARE_TABLE} (LIKE pms_audit_logs INCLUDING ALL) PARTITION BY RANGE (created_at);
  DO $do$
  DECLARE
    v_partition record;
  BEGIN
    FOR v_partition IN SELECT relname, pg_get_expr(relpartbound, oid) AS bounds FROM pg_class
      WHERE oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'pms_audit_logs'::regclass)
    LOOP
      EXECUTE format('CREATE TABLE %I PARTITION OF ${BARE_TABLE} %s', 'bare_' || v_partition.relname, v_partition.bounds);
    END LOOP;
  END $do$`;

/** A database of its own with the product's tables and the bare one. @returns its URL, of the server's owner */
export async function createAuditDatabase(
  { port, password }: DatabaseServer,
  name: string,
  { createDataSource }: BuiltAudit,
): Promise<string> {
  const url = postgresUrl(port, password, name);
  await ensureDatabase(postgresUrl(port, password, 'postgres'), name);
  const dataSource = createDataSource(url, { poolSize: 1, statementTimeoutMs: 0 });
  await dataSource.initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
  const database = await openDatabase(url);
  await database.query(CREATE_BARE_TABLE);
  await database.end();
  return url;
}
