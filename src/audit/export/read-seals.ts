import { z } from 'zod';
import type { AuditTransaction } from '../append';
import type { SealDocument } from '../checkpoints/document';
import { leafHash, merkleProof } from '../checkpoints/merkle';
import type { ChainPart } from './plan-export';

/** One in each so many rows, at least: then two seals in an export are never 1,000 rows apart where the record has more. */
const ROWS_PER_SEAL = 500;

const bigint = z.coerce.number().pipe(z.int());
const chosenSeals = z.array(z.object({ chain_seq: bigint, checkpoint_number: bigint }));
const checkpoints = z.array(z.object({ statement: z.string(), signature: z.instanceof(Buffer), key_id: z.string() }));
const leaves = z.array(z.object({ chain: z.string(), chain_seq: bigint, row_hash: z.string() }));

/** The seals that show a part of a chain to be genuine: its anchor's, its newest, and enough between. */
export async function* readSeals(
  tx: AuditTransaction,
  { chain, anchor, head, isToTheEnd }: ChainPart,
): AsyncGenerator<SealDocument, void, undefined> {
  const chosen = await tx.query(
    `SELECT DISTINCT ON (chain_seq = $2, chain_seq / ${ROWS_PER_SEAL}) chain_seq, checkpoint_number FROM audit_seals
      WHERE chain = $1 AND chain_seq >= $2 AND ($3::bigint IS NULL OR chain_seq <= $3)
      ORDER BY chain_seq = $2, chain_seq / ${ROWS_PER_SEAL}, chain_seq DESC`,
    [chain, anchor?.chainSeq ?? 1, isToTheEnd ? null : head.chainSeq],
  );
  for (const seal of chosenSeals.parse(chosen)) {
    const document = await readSeal(tx, chain, seal.chain_seq, seal.checkpoint_number);
    if (document !== null) yield document;
  }
}

/** Null where the database's copy of the checkpoint is not whole: then the export can be no better. */
async function readSeal(
  tx: AuditTransaction,
  chain: string,
  chainSeq: number,
  checkpoint: number,
): Promise<SealDocument | null> {
  const [signed] = checkpoints.parse(
    await tx.query('SELECT statement, signature, key_id FROM audit_checkpoints WHERE number = $1', [checkpoint]),
  );
  const all = leaves
    .parse(
      await tx.query(
        `SELECT chain, chain_seq, encode(row_hash, 'hex') AS row_hash FROM audit_seals
          WHERE checkpoint_number = $1 ORDER BY leaf_index`,
        [checkpoint],
      ),
    )
    .map((leaf) => ({ chain: leaf.chain, chainSeq: leaf.chain_seq, rowHash: leaf.row_hash }));
  const leafIndex = all.findIndex((leaf) => leaf.chain === chain && leaf.chainSeq === chainSeq);
  const leaf = all[leafIndex];
  if (signed === undefined || leaf === undefined) return null;
  const { statement, signature, key_id: keyId } = signed;
  const proof = merkleProof(all.map(leafHash), leafIndex);
  return { leaf, leafIndex, proof, statement, signature: signature.toString('base64'), keyId };
}
