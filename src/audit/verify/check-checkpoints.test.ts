import { leafOf, keysOf, newEd25519Signer } from '../checkpoints/test-checkpoints';
import type { CheckpointDocument } from '../checkpoints/document';
import type { StoredCheckpoint } from '../checkpoints/store';
import { sealLeaves } from '../../../test/support/built-chains';
import { checkCheckpoints } from './check-checkpoints';

const signer = newEd25519Signer();
let documents: CheckpointDocument[];
beforeAll(async () => {
  documents = await sealLeaves(
    signer,
    [1, 2, 3, 4].map((n) => [leafOf('system', 10 * n)]),
  );
});

async function* listed(stored: readonly StoredCheckpoint[]): AsyncGenerator<StoredCheckpoint> {
  await Promise.resolve();
  yield* stored;
}
async function check(stored: readonly StoredCheckpoint[], { untilNumber = 4, keys = keysOf(signer) } = {}) {
  const { findings, ...rest } = await checkCheckpoints({ documents: listed(stored), keys, untilNumber });
  return { ...rest, found: findings.list().map(({ kind, checkpoint }) => [kind, checkpoint]), findings };
}
const all = (): StoredCheckpoint[] => documents.map((document, i) => ({ number: i + 1, document }));
const replaced = (number: number, document: unknown): StoredCheckpoint[] =>
  all().with(number - 1, { number, document });

it('takes checkpoints that are signed, linked and complete, and gives what they seal', async () => {
  const outcome = await check(all());
  expect(outcome).toMatchObject({ found: [], goodCheckpoints: 4, newestCheckpoint: { number: 4 } });
  expect(outcome.seals.of('system').newest()).toEqual({ ...leafOf('system', 40), chain: undefined, checkpoint: 4 });
  expect(outcome.seals.of('system').length).toBe(4);
});

it('names the one whose signature is not good, and believes nothing of it', async () => {
  const outcome = await check(replaced(2, { ...documents[1]!, signature: documents[0]!.signature }));
  expect(outcome.found).toEqual([['checkpoint-bad-signature', 2]]);
  expect(outcome.seals.of('system').has(20, leafOf('system', 20).rowHash)).toBe(false);
});

it('names the one whose leaves are others, and the one that is none', async () => {
  const changed = { ...documents[1]!, leaves: [leafOf('system', 21)] };
  expect((await check(replaced(2, changed))).found).toEqual([['checkpoint-wrong-leaves', 2]]);
  expect((await check(replaced(2, 'torn'))).found).toEqual([
    ['checkpoint-malformed', 2],
    ['checkpoint-broken-link', 3],
  ]);
});

it('names the first that is missing: at the beginning, between, and by what the database knows at the end', async () => {
  expect((await check(all().slice(2))).found).toEqual([['checkpoint-missing', 1]]);
  expect((await check(all().toSpliced(1, 1))).found).toEqual([['checkpoint-missing', 2]]);
  expect((await check(all().slice(0, 2))).found).toEqual([['checkpoint-missing', 3]]);
  expect((await check([], { untilNumber: 0 })).found).toEqual([]);
});

it('names the one that does not continue from the one before, though its signature is good', async () => {
  const others = await sealLeaves(
    signer,
    [1, 2].map((n) => [leafOf('system', 11 * n)]),
  );
  expect((await check(replaced(2, others[1]))).found).toEqual([
    ['checkpoint-broken-link', 2],
    ['checkpoint-broken-link', 3],
  ]);
});

it('names one that stands in the place of another, and one that is there twice', async () => {
  expect((await check(replaced(2, documents[0]))).found).toContainEqual(['checkpoint-twice', 2]);
  expect((await check([...all(), { number: 4, document: documents[3] }])).found).toEqual([['checkpoint-twice', 4]]);
});

it('names those of a key that was not given, but not without end', async () => {
  const many = await sealLeaves(
    signer,
    Array.from({ length: 50 }, (_, i) => [leafOf('system', i + 1)]),
  );
  const stored = many.map((document, i) => ({ number: i + 1, document }));
  const outcome = await check(stored, { untilNumber: 50, keys: keysOf(newEd25519Signer()) });
  expect(outcome.found).toHaveLength(20);
  expect(outcome.found[0]).toEqual(['checkpoint-unknown-key', 1]);
  expect(outcome.findings.countOmitted()).toBe(30);
});
