import { err, ok, type Result } from '../../domain/result';
import { checkpointDocument, sealDocument, type SignedStatement } from './document';
import { compareLeaves, type Leaf } from './leaf';
import { leafHash, merkleRoot, verifyProof } from './merkle';
import type { PublicKeys } from './public-keys';
import { parseStatement, type Statement } from './statement';

/** Why a checkpoint, or a seal out of one, is not to be believed. */
export const CheckpointProblem = {
  /** Not of the form of a checkpoint. */
  malformed: 'malformed',
  /** Signed with a key that is not given. */
  unknownKey: 'unknown-key',
  badSignature: 'bad-signature',
  /** The leaves are not those that were signed: another number, order, or content. */
  wrongLeaves: 'wrong-leaves',
} as const;
export type CheckpointProblem = (typeof CheckpointProblem)[keyof typeof CheckpointProblem];

export interface VerifiedCheckpoint {
  readonly statement: Statement;
  readonly leaves: readonly Leaf[];
}

export interface VerifiedSeal {
  readonly statement: Statement;
  readonly leaf: Leaf;
}

/** The signature first: nothing of a statement is looked at before it is known to be the signer's. */
function verifyStatement(signed: SignedStatement, keys: PublicKeys): Result<Statement, CheckpointProblem> {
  const isGood = keys.verify(signed);
  if (isGood === null) return err(CheckpointProblem.unknownKey);
  if (!isGood) return err(CheckpointProblem.badSignature);
  const statement = parseStatement(signed.statement);
  return statement === null ? err(CheckpointProblem.malformed) : ok(statement);
}

const isInOrder = (leaves: readonly Leaf[]): boolean =>
  leaves.every((leaf, i) => {
    const before = leaves[i - 1];
    return before === undefined || compareLeaves(before, leaf) < 0;
  });

/** What a checkpoint says, if it is signed with one of the keys and its leaves are the ones that were signed. */
export function verifyCheckpoint(
  document: unknown,
  publicKeys: PublicKeys,
): Result<VerifiedCheckpoint, CheckpointProblem> {
  const read = checkpointDocument.safeParse(document);
  if (!read.success) return err(CheckpointProblem.malformed);
  const said = verifyStatement(read.data, publicKeys);
  if (!said.ok) return said;
  const statement = said.value;
  const { leaves } = read.data;
  if (leaves.length !== statement.leafCount || !isInOrder(leaves)) return err(CheckpointProblem.wrongLeaves);
  if (merkleRoot(leaves.map(leafHash)) !== statement.root) return err(CheckpointProblem.wrongLeaves);
  return ok({ statement, leaves });
}

/** What one seal of an export says, if its statement is signed with one of the keys and its proof leads to the root. */
export function verifySeal(seal: unknown, publicKeys: PublicKeys): Result<VerifiedSeal, CheckpointProblem> {
  const read = sealDocument.safeParse(seal);
  if (!read.success) return err(CheckpointProblem.malformed);
  const said = verifyStatement(read.data, publicKeys);
  if (!said.ok) return said;
  const { leaf, leafIndex, proof } = read.data;
  const { leafCount, root } = said.value;
  const leads = verifyProof(leafHash(leaf), leafIndex, leafCount, proof, root);
  return leads ? ok({ statement: said.value, leaf }) : err(CheckpointProblem.wrongLeaves);
}
