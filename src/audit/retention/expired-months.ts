import { z } from 'zod';
import type { AuditTransaction } from '../append';
import { leaf } from '../checkpoints/leaf';
import { isOver, type AuditMonth } from './months';

const bigint = z.coerce.number().pipe(z.int());

/** The last row that a chain has in a month, and the checkpoint that sealed it according to the database. */
const chainEnd = z.object({ leaf, checkpoint: bigint.nullable() });
export type ChainEnd = z.output<typeof chainEnd>;

/** A month that may leave: its rows, what holds it, and what its chains end with. */
export interface ExpiredMonth {
  readonly month: AuditMonth;
  readonly rows: number;
  /** Ids of the legal holds that cover it. */
  readonly holds: readonly string[];
  readonly ends: readonly ChainEnd[];
}

/** The months of the record that have been over for six years, oldest first. */
export async function listExpiredMonths(tx: AuditTransaction, now: Date): Promise<AuditMonth[]> {
  const rows = await tx.query(
    `SELECT to_char(to_date(right(c.relname, 6), 'YYYYMM'), 'YYYY-MM-DD') AS month
       FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'pms_audit_logs'::regclass AND c.relname ~ '^pms_audit_logs_[0-9]{6}$' ORDER BY 1`,
    [],
  );
  const months = z.array(z.object({ month: z.string() })).parse(rows);
  return months.map(({ month }) => month).filter((month) => isOver(month, now));
}

/** What there is to know of a month before it goes. */
export async function readExpiredMonth(tx: AuditTransaction, month: AuditMonth): Promise<ExpiredMonth> {
  const bounds = `l.created_at >= $1::timestamp AT TIME ZONE 'UTC'
    AND l.created_at < ($1::timestamp + interval '1 month') AT TIME ZONE 'UTC'`;
  const [counted] = z
    .array(z.object({ rows: bigint }))
    .parse(await tx.query(`SELECT count(*) AS rows FROM pms_audit_logs l WHERE ${bounds}`, [month]));
  const holds = await tx.query(
    `SELECT h.id FROM audit_legal_holds h
      WHERE h.released_at IS NULL AND date_trunc('month', h.from_month::timestamp) <= $1::timestamp
        AND coalesce(h.until_month, $1::date) >= $1::date
        AND (h.account_id IS NULL OR EXISTS (
          SELECT FROM pms_audit_logs l WHERE l.chain = h.account_id::text AND ${bounds}))
      ORDER BY h.placed_at`,
    [month],
  );
  const ends = await tx.query(
    `SELECT json_build_object('chain', l.chain, 'chainSeq', l.chain_seq, 'rowHash', encode(l.row_hash, 'hex')) AS leaf,
            (SELECT s.checkpoint_number FROM audit_seals s
              WHERE s.chain = l.chain AND s.chain_seq = l.chain_seq AND s.row_hash = l.row_hash) AS checkpoint
       FROM (SELECT DISTINCT ON (l.chain) l.chain, l.chain_seq, l.row_hash FROM pms_audit_logs l
              WHERE ${bounds} ORDER BY l.chain, l.chain_seq DESC) AS l ORDER BY l.chain`,
    [month],
  );
  return {
    month,
    rows: counted?.rows ?? 0,
    holds: z
      .array(z.object({ id: z.string() }))
      .parse(holds)
      .map(({ id }) => id),
    ends: z.array(chainEnd).parse(ends),
  };
}
