import { leafHash, merkleProof } from './merkle';
import { readPublicKeys } from './public-keys';
import { statementText, type Statement } from './statement';
import type { CheckpointDocument } from './document';
import {
  checkpointOf,
  keysOf,
  leafOf,
  newEd25519Signer,
  newP256Signer,
  newRsaPem,
  THREE_LEAVES,
} from './test-checkpoints';
import { verifyCheckpoint, verifySeal } from './verify-checkpoint';

describe.each([
  ['Ed25519', newEd25519Signer],
  ['ECDSA on P-256', newP256Signer],
])('a checkpoint signed with %s', (_name, newSigner) => {
  const signer = newSigner();
  const stranger = newSigner();
  const keys = keysOf(signer);

  const problemOf = (document: unknown, given = keys): unknown => {
    const verified = verifyCheckpoint(document, given);
    return verified.ok ? null : verified.error;
  };
  /** Signed by us, whatever it says. */
  async function signAs(document: CheckpointDocument, statement: Statement, by = signer): Promise<CheckpointDocument> {
    const text = statementText(statement);
    const signature = (await by.sign(Buffer.from(text))).toString('base64');
    return { ...document, statement: text, signature };
  }

  it('is believed with the public key, its leaves in order', async () => {
    const { document, statement } = await checkpointOf(signer);
    const leaves = [leafOf('a-chain', 3), leafOf('a-chain', 20), leafOf('system', 9)];
    expect(verifyCheckpoint(JSON.parse(JSON.stringify(document)), keys)).toEqual({
      ok: true,
      value: { statement, leaves },
    });
    expect(verifyCheckpoint(document, keysOf(stranger, signer)).ok).toBe(true);
  });

  it('is not believed from another key, under whatever name', async () => {
    const theirs = (await checkpointOf(stranger)).document;
    expect(problemOf(theirs)).toBe('unknown-key');
    expect(problemOf({ ...theirs, keyId: signer.keyId })).toBe('bad-signature');
  });

  it.each<[string, (document: CheckpointDocument) => unknown, string]>([
    [
      'another statement',
      (d) => ({ ...d, statement: d.statement.replace('"rowCount":30', '"rowCount":31') }),
      'bad-signature',
    ],
    ['no signature', (d) => ({ ...d, signature: '' }), 'bad-signature'],
    ['half a signature', (d) => ({ ...d, signature: d.signature.slice(0, 40) }), 'bad-signature'],
    ['a changed leaf', (d) => ({ ...d, leaves: d.leaves.with(1, leafOf('a-chain', 21)) }), 'wrong-leaves'],
    ['a leaf less', (d) => ({ ...d, leaves: d.leaves.slice(1) }), 'wrong-leaves'],
    ['a leaf more', (d) => ({ ...d, leaves: [...d.leaves, leafOf('system', 10)] }), 'wrong-leaves'],
    ['leaves in another order', (d) => ({ ...d, leaves: d.leaves.toReversed() }), 'wrong-leaves'],
    ['a leaf twice', (d) => ({ ...d, leaves: [...d.leaves.slice(0, 2), d.leaves[1]] }), 'wrong-leaves'],
    ['no leaves', (d) => ({ ...d, leaves: [] }), 'malformed'],
    ['an unknown field', (d) => ({ ...d, note: 'x' }), 'malformed'],
    ['damage', (d) => JSON.stringify(d).slice(0, 100), 'malformed'],
  ])('is not believed with %s', async (_what, change, problem) => {
    const { document } = await checkpointOf(signer);
    expect(problemOf(change(document))).toBe(problem);
  });

  it('is not believed where the signed number or root are not those of its leaves', async () => {
    const { document, statement } = await checkpointOf(signer);
    expect(problemOf(await signAs(document, { ...statement, leafCount: 4 }))).toBe('wrong-leaves');
    expect(problemOf(await signAs(document, { ...statement, root: '0'.repeat(64) }))).toBe('wrong-leaves');
    expect(problemOf(await signAs(document, statement))).toBeNull();
  });

  it('stands by each of its leaves alone, and by no other', async () => {
    const { document, statement } = await checkpointOf(signer);
    const { leaves, ...signed } = document;
    const hashes = leaves.map(leafHash);
    for (const [leafIndex, leaf] of leaves.entries()) {
      const seal = { leaf, leafIndex, proof: merkleProof(hashes, leafIndex), ...signed };
      expect(verifySeal(seal, keys)).toEqual({ ok: true, value: { statement, leaf } });
      const other = { ok: false, error: 'wrong-leaves' };
      expect(verifySeal({ ...seal, leaf: { ...leaf, chainSeq: leaf.chainSeq + 1 } }, keys)).toEqual(other);
      expect(verifySeal({ ...seal, leafIndex: (leafIndex + 1) % 3 }, keys)).toEqual(other);
      expect(verifySeal({ ...seal, signature: '' }, keys)).toEqual({ ok: false, error: 'bad-signature' });
      expect(verifySeal({ ...seal, proof: 'x' }, keys)).toEqual({ ok: false, error: 'malformed' });
    }
    expect(leaves).toHaveLength(THREE_LEAVES.length);
  });
});

describe('public keys', () => {
  const [one, two] = [newEd25519Signer(), newP256Signer()];

  it('are read from several texts, and several from one, by the names that checkpoints use', () => {
    const keys = readPublicKeys([`old:\n${one.publicKeyPem}\nnew:\n${two.publicKeyPem}`, one.publicKeyPem]);
    expect(keys.ok && keys.value.keyIds).toEqual([one.keyId, two.keyId]);
    expect(one.keyId).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    ['no key', 'x'],
    ['a damaged one', one.publicKeyPem.replace(/\n.{20}/, '\nAAAA')],
    ['a key that we do not sign with', newRsaPem()],
  ])('the text with %s is named by its place', (_what, text) => {
    expect(readPublicKeys([one.publicKeyPem, text])).toEqual({ ok: false, error: 1 });
  });
});
