import { createHash } from 'node:crypto';
import type { Leaf } from './leaf';

// What is hashed begins with its kind, so that no node can be shown as a leaf, nor a leaf as a node (RFC 6962, 2.1).
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

const sha256 = (...parts: readonly (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** SHA-256 over a zero byte and the leaf as a JSON array of chain, number and hash. */
export const leafHash = ({ chain, chainSeq, rowHash }: Leaf): Buffer =>
  sha256(LEAF, JSON.stringify([chain, chainSeq, rowHash]));

/** The next level of the tree. An odd node goes up unchanged: the number of leaves, which is signed, fixes the shape. */
function levelAbove(level: readonly Buffer[]): Buffer[] {
  const above: Buffer[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const [left, right] = level.slice(i, i + 2);
    if (left !== undefined) above.push(right === undefined ? left : sha256(NODE, left, right));
  }
  return above;
}

/** The root over leaf hashes in their order, in hexadecimal. @throws RangeError without any leaf */
export function merkleRoot(leafHashes: readonly Buffer[]): string {
  let level = leafHashes;
  while (level.length > 1) level = levelAbove(level);
  const [root] = level;
  if (root === undefined) throw new RangeError('a tree has at least one leaf');
  return root.toString('hex');
}

/** The neighbours that lead from a leaf to the root, from below, in hexadecimal. @throws RangeError for a leaf that is not there */
export function merkleProof(leafHashes: readonly Buffer[], index: number): string[] {
  if (!Number.isInteger(index) || index < 0 || index >= leafHashes.length)
    throw new RangeError('there is no such leaf');
  const proof: string[] = [];
  let position = index;
  for (let level = leafHashes; level.length > 1; level = levelAbove(level)) {
    const neighbour = level[position ^ 1];
    if (neighbour !== undefined) proof.push(neighbour.toString('hex'));
    position >>= 1;
  }
  return proof;
}

/** Whether the proof leads from this leaf, at this place among so many, to the root; it must be used up exactly. */
export function verifyProof(
  hash: Buffer,
  index: number,
  leafCount: number,
  proof: readonly string[],
  root: string,
): boolean {
  if (!Number.isInteger(index) || index < 0 || index >= leafCount) return false;
  const neighbours = proof.values();
  let position = index;
  let reached = hash;
  for (let width = leafCount; width > 1; width = Math.ceil(width / 2)) {
    if ((position ^ 1) < width) {
      const { value: text, done } = neighbours.next();
      if (done === true || !/^[0-9a-f]{64}$/.test(text)) return false;
      const neighbour = Buffer.from(text, 'hex');
      reached = position % 2 === 0 ? sha256(NODE, reached, neighbour) : sha256(NODE, neighbour, reached);
    }
    position >>= 1;
  }
  return neighbours.next().done === true && reached.toString('hex') === root;
}
