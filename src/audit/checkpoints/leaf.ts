import { z } from 'zod';

/** A SHA-256 as the record prints it: 64 lower-case hexadecimal digits, so that equal hashes are equal texts. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/** What a checkpoint says about one chain: its row of this number had this hash. */
export const leaf = z.strictObject({ chain: z.string().min(1), chainSeq: z.int().positive(), rowHash: sha256Hex });
export type Leaf = z.output<typeof leaf>;

/** The order of leaves in a checkpoint: by chain, in code units, then by the row's number in it. */
export function compareLeaves(a: Leaf, b: Leaf): number {
  if (a.chain !== b.chain) return a.chain < b.chain ? -1 : 1;
  return a.chainSeq - b.chainSeq;
}
