import { z } from 'zod';
import type { AuditTransaction } from '../append';
import type { CheckpointDocument, SignedStatement } from './document';
import type { Leaf } from './leaf';
import type { Statement } from './statement';

const lastCheckpoint = z.object({
  number: z.coerce.number().pipe(z.int()),
  statement: z.string(),
  signature: z.string(),
  keyId: z.string(),
});
export type LastCheckpoint = SignedStatement & { readonly number: number };

/** The newest checkpoint that the database has; null before the first. */
export async function readLastCheckpoint(tx: AuditTransaction): Promise<LastCheckpoint | null> {
  const rows = await tx.query(
    `SELECT number, statement, translate(encode(signature, 'base64'), E'\\n', '') AS signature, key_id AS "keyId"
       FROM audit_checkpoints ORDER BY number DESC LIMIT 1`,
    [],
  );
  return z.array(lastCheckpoint).parse(rows)[0] ?? null;
}

/** Whether the record has each of these rows with this very hash. */
export async function hasRows(tx: AuditTransaction, leaves: readonly Leaf[]): Promise<boolean> {
  const rows = await tx.query(
    `SELECT count(*)::integer AS differing
       FROM unnest($1::text[], $2::bigint[], $3::text[]) AS l (chain, chain_seq, row_hash)
       LEFT JOIN LATERAL (
         SELECT row_hash FROM pms_audit_logs WHERE chain = l.chain AND chain_seq = l.chain_seq LIMIT 1
       ) r ON true
      WHERE encode(r.row_hash, 'hex') IS DISTINCT FROM l.row_hash`,
    columnsOf(leaves),
  );
  const [{ differing }] = z.tuple([z.object({ differing: z.int() })]).parse(rows);
  return differing === 0;
}

/**
 * Takes a checkpoint that is outside already into the database. The number decides between two that come at once.
 * @returns false: the database has another one under this number. Must run in a transaction of its own.
 */
export async function insertCheckpoint(
  tx: AuditTransaction,
  { number, sealedAt }: Statement,
  { statement, signature, keyId, leaves }: CheckpointDocument,
): Promise<boolean> {
  const inserted = await tx.query(
    `INSERT INTO audit_checkpoints (number, statement, signature, key_id, sealed_at)
       VALUES ($1, $2, decode($3, 'base64'), $4, $5) ON CONFLICT (number) DO NOTHING RETURNING number`,
    [number, statement, signature, keyId, sealedAt],
  );
  if (z.array(z.unknown()).parse(inserted).length === 0) {
    const same = await tx.query('SELECT FROM audit_checkpoints WHERE number = $1 AND statement = $2', [
      number,
      statement,
    ]);
    return z.array(z.unknown()).parse(same).length === 1;
  }
  await tx.query(
    `INSERT INTO audit_seals (chain, chain_seq, row_hash, checkpoint_number, leaf_index)
       SELECT l.chain, l.chain_seq, decode(l.row_hash, 'hex'), $4, l.place - 1
         FROM unnest($1::text[], $2::bigint[], $3::text[]) WITH ORDINALITY AS l (chain, chain_seq, row_hash, place)`,
    [...columnsOf(leaves), number],
  );
  return true;
}

const columnsOf = (leaves: readonly Leaf[]): unknown[] => [
  leaves.map(({ chain }) => chain),
  leaves.map(({ chainSeq }) => chainSeq),
  leaves.map(({ rowHash }) => rowHash),
];
