import { z } from 'zod';
import type { AuditTransaction } from '../append';
import type { Leaf } from '../checkpoints/leaf';

/** The period of rows that are wanted; null: no bound. */
export interface ExportPeriod {
  readonly from: Date | null;
  /** The first instant that is no longer wanted. */
  readonly until: Date | null;
}

/** Which rows of a chain an export has. */
export interface ChainPart {
  readonly chain: string;
  /** The row before the first; null where the chain begins with row 1. */
  readonly anchor: Leaf | null;
  /** The last row. */
  readonly head: Leaf;
  /** Whether the chain goes no further. Then a seal of a row that is not there any more belongs to it too. */
  readonly isToTheEnd: boolean;
}

const bigint = z.coerce.number().pipe(z.int());
const row = z.object({ chain_seq: bigint, row_hash: z.string() });
const bounds = z.tuple([z.object({ first: bigint.nullable(), last: bigint.nullable() })]);

const SELECT_ROW = `SELECT chain_seq, encode(row_hash, 'hex') AS row_hash FROM`;

/**
 * The part of a chain that holds all rows of the period and can be checked by itself: it begins after a sealed row and
 * ends with one, as far as there is one, so it may have some rows more at either end. Null where no row is of the period;
 * without a period a chain is exported even if its rows are gone.
 */
export async function planChainPart(
  tx: AuditTransaction,
  chain: string,
  { from, until }: ExportPeriod,
): Promise<ChainPart | null> {
  const [{ first, last }] = bounds.parse(
    await tx.query(
      `SELECT min(chain_seq) AS first, max(chain_seq) AS last FROM pms_audit_logs
        WHERE chain = $1 AND created_at >= coalesce($2::timestamptz, '-infinity') AND created_at < coalesce($3::timestamptz, 'infinity')`,
      [chain, from, until],
    ),
  );
  if ((first === null || last === null) && (from !== null || until !== null)) return null;
  const find = async (sql: string, parameters: readonly unknown[]): Promise<Leaf | null> => {
    const [found] = z.array(row).parse(await tx.query(sql, [chain, ...parameters]));
    return found === undefined ? null : { chain, chainSeq: found.chain_seq, rowHash: found.row_hash };
  };
  const sealedBefore = from === null ? null : await find(SEALED_BEFORE, [first]);
  const sealedAfter = until === null ? null : await find(SEALED_AFTER, [last]);
  const anchor = sealedBefore ?? (await find(`${SELECT_ROW} audit_chain_anchors WHERE chain = $1`, []));
  const head = sealedAfter ?? (await find(`${SELECT_ROW} audit_chain_heads WHERE chain = $1`, []));
  return head === null ? null : { chain, anchor, head, isToTheEnd: sealedAfter === null };
}

const SEALED_BEFORE = `${SELECT_ROW} audit_seals WHERE chain = $1 AND chain_seq < $2 ORDER BY chain_seq DESC LIMIT 1`;
const SEALED_AFTER = `${SELECT_ROW} audit_seals WHERE chain = $1 AND chain_seq >= $2 ORDER BY chain_seq LIMIT 1`;
