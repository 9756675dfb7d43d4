import { z } from 'zod';
import { leaf, sha256Hex } from './leaf';

/** A statement with the signature over the bytes of its text. */
const signedStatement = {
  statement: z.string(),
  signature: z.base64(),
  /** The first 16 hexadecimal digits of the SHA-256 of the public key (SPKI, DER). */
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
};

/** A checkpoint as it is kept outside the database. */
export const checkpointDocument = z.strictObject({ ...signedStatement, leaves: z.array(leaf).min(1) });
export type CheckpointDocument = z.output<typeof checkpointDocument>;

/** One leaf of a checkpoint with its proof, as an export carries it. */
export const sealDocument = z.strictObject({
  leaf,
  leafIndex: z.int().nonnegative(),
  proof: z.array(sha256Hex),
  ...signedStatement,
});
export type SealDocument = z.output<typeof sealDocument>;

export type SignedStatement = Pick<CheckpointDocument, 'statement' | 'signature' | 'keyId'>;
