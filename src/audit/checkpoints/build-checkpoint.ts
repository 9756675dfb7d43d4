import type { CheckpointDocument } from './document';
import { compareLeaves, type Leaf } from './leaf';
import { leafHash, merkleRoot } from './merkle';
import type { CheckpointSigner } from './signer';
import { CHECKPOINT_FORMAT, statementText, type Statement } from './statement';

export interface NextCheckpoint extends Pick<Statement, 'number' | 'previous' | 'rowCount'> {
  /** In any order; one at least. */
  readonly leaves: readonly Leaf[];
  readonly sealedAt: Date;
}

export interface BuiltCheckpoint {
  readonly statement: Statement;
  readonly document: CheckpointDocument;
}

/** A signed checkpoint over these leaves. @throws RangeError without any leaf, and whatever the signer throws */
export async function buildCheckpoint(
  signer: CheckpointSigner,
  { leaves: unsorted, sealedAt, number, previous, rowCount }: NextCheckpoint,
): Promise<BuiltCheckpoint> {
  const leaves = [...unsorted].sort(compareLeaves);
  const root = merkleRoot(leaves.map(leafHash));
  const statement: Statement = {
    format: CHECKPOINT_FORMAT,
    ...{ number, previous, rowCount, root },
    sealedAt: sealedAt.toISOString(),
    leafCount: leaves.length,
  };
  const text = statementText(statement);
  const signature = await signer.sign(Buffer.from(text, 'utf8'));
  const document = { statement: text, signature: signature.toString('base64'), keyId: signer.keyId, leaves };
  return { statement, document };
}
