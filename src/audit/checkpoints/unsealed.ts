import { z } from 'zod';
import type { AuditTransaction } from '../append';

/** How far the seals are behind the record. */
export interface SealState {
  readonly unsealedRows: number;
  /** 0 when there is no such row. */
  readonly oldestUnsealedSeconds: number;
  /** Null before the first. */
  readonly lastCheckpoint: { readonly number: number; readonly sealedAt: Date } | null;
}

const stateRow = z.object({
  unsealed: z.coerce.number().pipe(z.int()),
  age: z.coerce.number(),
  number: z.coerce.number().pipe(z.int()).nullable(),
  sealed_at: z.date().nullable(),
});

/**
 * The oldest unsealed row of a chain is the one after its newest seal. It was written after that seal was made, save for
 * clocks that differ: with a day's margin, its partition is found without looking into all of them. A chain that has
 * become shorter than its seal, or lacks that row, counts as very old, so that the sealer looks at it at once.
 */
const SEAL_STATE = `
  SELECT coalesce(sum(greatest(h.chain_seq - coalesce(s.chain_seq, 0), 0)), 0) AS unsealed,
         coalesce(extract(epoch FROM clock_timestamp() - min(CASE
           WHEN h.chain_seq > coalesce(s.chain_seq, 0) THEN coalesce(f.created_at, nullif(h.created_at, '-infinity'), 'epoch')
           ELSE 'epoch'
         END)), 0) AS age,
         (SELECT number FROM audit_checkpoints ORDER BY number DESC LIMIT 1) AS number,
         (SELECT sealed_at FROM audit_checkpoints ORDER BY number DESC LIMIT 1) AS sealed_at
    FROM audit_chain_heads h
    LEFT JOIN LATERAL (
      SELECT s.chain_seq, s.row_hash, c.sealed_at FROM audit_seals s
        JOIN audit_checkpoints c ON c.number = s.checkpoint_number
       WHERE s.chain = h.chain ORDER BY s.chain_seq DESC LIMIT 1
    ) s ON true
    LEFT JOIN LATERAL (
      SELECT created_at FROM pms_audit_logs
       WHERE chain = h.chain AND chain_seq = coalesce(s.chain_seq, 0) + 1
         AND created_at >= coalesce(s.sealed_at - interval '1 day', '-infinity') LIMIT 1
    ) f ON true
   WHERE (h.chain_seq, h.row_hash) IS DISTINCT FROM (s.chain_seq, s.row_hash)
     AND (h.chain_seq > 0 OR s.chain_seq IS NOT NULL)`;

export async function readSealState(tx: AuditTransaction): Promise<SealState> {
  const [row] = z.tuple([stateRow]).parse(await tx.query(SEAL_STATE, []));
  return {
    unsealedRows: row.unsealed,
    oldestUnsealedSeconds: Math.max(0, row.age),
    lastCheckpoint:
      row.number === null || row.sealed_at === null ? null : { number: row.number, sealedAt: row.sealed_at },
  };
}
