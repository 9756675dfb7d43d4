import { z } from 'zod';
import type { AuditTransaction } from '../append';
import type { SealConflict } from './conflict';
import { leaf, sha256Hex, type Leaf } from './leaf';

const seq = z.coerce.number().pipe(z.int());

const movedChain = z.object({
  chain: z.string(),
  chain_seq: seq,
  row_hash: sha256Hex,
  /** What the head's row says itself; null where there is none. */
  last_row_hash: sha256Hex.nullable(),
  sealed_seq: seq.nullable(),
  sealed_hash: sha256Hex.nullable(),
  /** The newest sealed row as it is now, or as the anchor has it when retention has dropped it. */
  sealed_row_hash: sha256Hex.nullable(),
  month_ends: z.array(leaf.omit({ chain: true })),
});
export type MovedChain = z.output<typeof movedChain>;

/** Further ones wait for the next checkpoint, those that have waited longest first. */
const MOST_CHAINS = 5_000;

/**
 * Chains whose head is not their newest seal, with what their next leaves are made of: the head, and the last row of
 * each month (UTC) before the head's that no seal has covered yet. So a month-end is sealed exactly, with the first row
 * after it at the latest: what retention asks for before it drops the month. One statement, so one moment.
 */
const MOVED_CHAINS = `
  WITH moved AS MATERIALIZED (
    SELECT h.chain, h.chain_seq, h.row_hash, h.created_at, s.chain_seq AS sealed_seq, s.row_hash AS sealed_hash
      FROM audit_chain_heads h
      LEFT JOIN LATERAL (
        SELECT chain_seq, row_hash FROM audit_seals WHERE chain = h.chain ORDER BY chain_seq DESC LIMIT 1
      ) s ON true
     WHERE (h.chain_seq, h.row_hash) IS DISTINCT FROM (s.chain_seq, s.row_hash)
       AND (h.chain_seq > 0 OR s.chain_seq IS NOT NULL)
     ORDER BY h.created_at LIMIT ${String(MOST_CHAINS)}
  )
  SELECT m.chain, m.chain_seq, encode(m.row_hash, 'hex') AS row_hash,
         encode(last.row_hash, 'hex') AS last_row_hash,
         m.sealed_seq, encode(m.sealed_hash, 'hex') AS sealed_hash,
         encode(coalesce(sealed.row_hash, gone.row_hash), 'hex') AS sealed_row_hash,
         coalesce(ends.leaves, '[]') AS month_ends
    FROM moved m
    LEFT JOIN LATERAL (
      SELECT row_hash FROM pms_audit_logs
       WHERE chain = m.chain AND chain_seq = m.chain_seq AND created_at = m.created_at LIMIT 1
    ) last ON true
    LEFT JOIN LATERAL (
      SELECT row_hash FROM pms_audit_logs WHERE chain = m.chain AND chain_seq = m.sealed_seq LIMIT 1
    ) sealed ON true
    LEFT JOIN LATERAL (
      SELECT row_hash FROM audit_chain_anchors WHERE chain = m.chain AND chain_seq = m.sealed_seq
    ) gone ON true
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('chainSeq', e.chain_seq, 'rowHash', encode(r.row_hash, 'hex'))) AS leaves
        FROM (
          SELECT max(chain_seq) AS chain_seq, max(created_at) AS created_at FROM pms_audit_logs
           WHERE chain = m.chain AND chain_seq > coalesce(m.sealed_seq, 0) AND chain_seq < m.chain_seq
             AND created_at < date_trunc('month', m.created_at, 'UTC')
           GROUP BY date_trunc('month', created_at, 'UTC')
        ) e
        CROSS JOIN LATERAL (
          SELECT row_hash FROM pms_audit_logs
           WHERE chain = m.chain AND chain_seq = e.chain_seq AND created_at = e.created_at LIMIT 1
        ) r
    ) ends ON true`;

export const readMovedChains = async (tx: AuditTransaction): Promise<MovedChain[]> =>
  z.array(movedChain).parse(await tx.query(MOVED_CHAINS, []));

/** How the chain is no longer what was sealed of it; null when it is. */
export function findChange({ chain, chain_seq: chainSeq, ...m }: MovedChain): SealConflict | null {
  if (m.sealed_seq !== null && m.sealed_hash !== m.sealed_row_hash) {
    return { kind: 'sealed-row', chain, chainSeq: m.sealed_seq };
  }
  if (m.sealed_seq !== null && chainSeq <= m.sealed_seq) return { kind: 'shortened', chain, chainSeq };
  return m.row_hash === m.last_row_hash ? null : { kind: 'head', chain, chainSeq };
}

export const leavesOf = (moved: readonly MovedChain[]): Leaf[] =>
  moved.flatMap(({ chain, chain_seq: chainSeq, row_hash: rowHash, month_ends: ends }) => [
    ...ends.map((end) => ({ chain, ...end })),
    { chain, chainSeq, rowHash },
  ]);

/** Rows that a checkpoint over these chains covers and none before it did. */
export const countRows = (moved: readonly MovedChain[]): number =>
  moved.reduce((rows, { chain_seq: head, sealed_seq: sealed }) => rows + head - (sealed ?? 0), 0);
