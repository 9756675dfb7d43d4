import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { leafHash, merkleProof, merkleRoot, verifyProof } from './merkle';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
/** A tree, and one of its leaves. */
const placed = fc
  .uniqueArray(hash, { minLength: 1, maxLength: 40, selector: (one) => one.toString('hex') })
  .chain((hashes) => fc.record({ hashes: fc.constant(hashes), index: fc.nat({ max: hashes.length - 1 }) }));

const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const node = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.from([1]), left, right);
const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((text) => sha256(Buffer.from(text))) as [
  Buffer,
  Buffer,
  Buffer,
  Buffer,
  Buffer,
];

describe('a Merkle tree', () => {
  it('hashes a leaf as its JSON array after a zero byte', () => {
    const rowHash = '0f'.repeat(32);
    const text = `["system",7,"${rowHash}"]`;
    expect(leafHash({ chain: 'system', chainSeq: 7, rowHash })).toEqual(sha256(Buffer.from([0]), Buffer.from(text)));
  });

  it('joins neighbours after a one byte, and takes an odd node up unchanged', () => {
    expect(merkleRoot([a])).toBe(a.toString('hex'));
    expect(merkleRoot([a, b, c])).toBe(node(node(a, b), c).toString('hex'));
    expect(merkleRoot([a, b, c, d, e])).toBe(node(node(node(a, b), node(c, d)), e).toString('hex'));
    expect(merkleProof([a, b, c], 2)).toEqual([node(a, b).toString('hex')]);
    expect(() => merkleRoot([])).toThrow(RangeError);
    expect(() => merkleProof([a], 1)).toThrow(RangeError);
  });

  it('proves each of its leaves', () => {
    fc.assert(
      fc.property(placed, ({ hashes, index }) => {
        const proof = merkleProof(hashes, index);
        return verifyProof(hashes[index]!, index, hashes.length, proof, merkleRoot(hashes));
      }),
    );
  });

  it('proves no other leaf, no other place, and nothing under another root', () => {
    fc.assert(
      fc.property(placed, hash, fc.nat({ max: 50 }), ({ hashes, index }, other, place) => {
        const [leaf, proof, root] = [hashes[index]!, merkleProof(hashes, index), merkleRoot(hashes)];
        expect(verifyProof(other, index, hashes.length, proof, root)).toBe(leaf.equals(other));
        expect(verifyProof(leaf, place, hashes.length, proof, root)).toBe(place === index);
        expect(verifyProof(leaf, index, hashes.length, proof, other.toString('hex'))).toBe(false);
      }),
    );
  });

  it('takes a proof whole and unchanged, or not at all', () => {
    fc.assert(
      fc.property(placed, fc.nat(), hash, ({ hashes, index }, at, other) => {
        const [leaf, proof, root] = [hashes[index]!, merkleProof(hashes, index), merkleRoot(hashes)];
        const verify = (changed: readonly string[]): boolean => verifyProof(leaf, index, hashes.length, changed, root);
        expect(verify([...proof, other.toString('hex')])).toBe(false);
        if (proof.length === 0) return;
        const changed = at % proof.length;
        expect(verify(proof.slice(1))).toBe(false);
        expect(verify(proof.with(changed, other.toString('hex')))).toBe(false);
        expect(verify(proof.with(changed, 'no hash'))).toBe(false);
      }),
    );
  });

  it('changes its root with any change of a leaf, of their order, or of their number', () => {
    fc.assert(
      fc.property(placed, hash, ({ hashes, index }, other) => {
        const root = merkleRoot(hashes);
        expect(merkleRoot(hashes.with(index, other))).not.toBe(root);
        expect(merkleRoot([...hashes, other])).not.toBe(root);
        if (hashes.length > 1) {
          expect(merkleRoot(hashes.toReversed())).not.toBe(root);
          expect(merkleRoot(hashes.slice(1))).not.toBe(root);
        }
      }),
    );
  });
});
