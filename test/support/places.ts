import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Place } from './canaries';
import type { TestDatabase } from './database';

/** A place for each file of a folder, such as those that a database server keeps. */
export const placesInFolder = (name: string, folder: string): Place[] =>
  readdirSync(folder).map((file) => ({ name: `${name} ${file}`, bytes: readFileSync(path.join(folder, file)) }));

export const placeOfText = (name: string, text: string): Place => ({ name, bytes: Buffer.from(text) });

const LINE_END = Buffer.from('\n');

/** A place for each column of each table of ours, partitions and migrations included: one value a line, bytea as its bytes. */
export async function placesInDatabase(database: TestDatabase): Promise<Place[]> {
  const columns = await database.query<{ table: string; column: string; type: string }>(
    `SELECT format('%I.%I', c.table_schema, c.table_name) AS table, format('%I', c.column_name) AS column, data_type AS type
       FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE t.table_schema NOT IN ('pg_catalog', 'information_schema') AND t.table_type = 'BASE TABLE'`,
  );
  return Promise.all(
    columns.map(async ({ table, column, type }) => {
      const value = type === 'bytea' ? column : `${column}::text`;
      const rows = await database.query<{ value: Buffer | string | null }>(`SELECT ${value} AS value FROM ${table}`);
      const bytes = rows.map((row) => (typeof row.value === 'string' ? Buffer.from(row.value) : row.value));
      const lines = bytes.flatMap((each) => (each === null ? [] : [each, LINE_END]));
      return { name: `Postgres ${table}.${column}`, bytes: Buffer.concat([LINE_END, ...lines]) };
    }),
  );
}
