import { z } from 'zod';
import type { AuditTransaction } from '../../append';
import { chainOf, dayParameters, type ReviewScope } from '../scope';
import { count, readAll } from './traces';

const gap = z.object({
  /** The first number that is missing, and how many are. */
  firstMissing: count,
  missing: count,
  /** When the row after the gap was written; null where the end of the chain is missing. */
  noticedAt: z.date().nullable(),
});
export type NumberGap = z.output<typeof gap>;

/**
 * Numbers that no row of the chain has, before a row of the day; a row that retention has taken is its chain's anchor.
 * The first row of the day is compared with the last one before it, however long ago.
 */
export const readNumberGaps = (tx: AuditTransaction, scope: ReviewScope): Promise<NumberGap[]> =>
  readAll(
    tx,
    gap,
    `WITH days AS (
       SELECT l.chain_seq, l.created_at, lag(l.chain_seq) OVER (ORDER BY l.chain_seq) AS before
         FROM pms_audit_logs l WHERE l.chain = $1 AND l.created_at >= $2 AND l.created_at < $3
     ), linked AS (
       SELECT chain_seq, created_at, coalesce(before,
         (SELECT p.chain_seq FROM pms_audit_logs p WHERE p.chain = $1 AND p.chain_seq < d.chain_seq
           ORDER BY p.chain_seq DESC LIMIT 1),
         (SELECT a.chain_seq FROM audit_chain_anchors a WHERE a.chain = $1), 0) AS before
         FROM days d
     )
     SELECT before + 1 AS "firstMissing", chain_seq - before - 1 AS missing, created_at AS "noticedAt"
       FROM linked WHERE chain_seq > before + 1 ORDER BY 1`,
    dayParameters(scope),
  );

/** The numbers between the chain's last row and its head, which only rows can have moved. */
export const readMissingEnd = (tx: AuditTransaction, { accountId }: ReviewScope): Promise<NumberGap[]> =>
  readAll(
    tx,
    gap,
    `SELECT last + 1 AS "firstMissing", chain_seq - last AS missing, NULL::timestamptz AS "noticedAt"
       FROM (SELECT h.chain_seq, coalesce(
               (SELECT l.chain_seq FROM pms_audit_logs l WHERE l.chain = $1 ORDER BY l.chain_seq DESC LIMIT 1),
               (SELECT a.chain_seq FROM audit_chain_anchors a WHERE a.chain = $1), 0) AS last
               FROM audit_chain_heads h WHERE h.chain = $1) AS ends
      WHERE chain_seq > last`,
    [chainOf(accountId)],
  );
