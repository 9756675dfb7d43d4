import type { Client } from 'pg';

export interface PartSize {
  /** `rows`, or the index of the parent table. */
  readonly name: string;
  readonly bytes: number;
}

/** What the record takes on disk over all its partitions: the rows themselves, and each index. */
export async function readSizes(database: Client): Promise<PartSize[]> {
  const { rows } = await database.query<{ name: string; bytes: string }>(`
    WITH partitions AS (SELECT inhrelid AS id FROM pg_inherits WHERE inhparent = 'pms_audit_logs'::regclass)
    SELECT 'rows' AS name, sum(pg_table_size(id)) AS bytes FROM partitions
    UNION ALL
    (SELECT p.inhparent::regclass::text, sum(pg_relation_size(i.indexrelid))
       FROM partitions JOIN pg_index i ON i.indrelid = partitions.id JOIN pg_inherits p ON p.inhrelid = i.indexrelid
      GROUP BY 1 ORDER BY 2 DESC)`);
  return rows.map(({ name, bytes }) => ({ name, bytes: Number(bytes) }));
}
