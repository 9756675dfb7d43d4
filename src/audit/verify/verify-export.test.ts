import {
  buildChain,
  exportFile,
  exportLines,
  hashed,
  leafAt,
  linked,
  sealLeaves,
} from '../../../test/support/built-chains';
import { keysOf, newEd25519Signer, newP256Signer } from '../checkpoints/test-checkpoints';
import type { PublicKeys } from '../checkpoints/public-keys';
import type { StoredAuditRow } from '../stored-row';
import { SILENT } from './progress';
import type { VerifyReport } from './report';
import { verifyExport } from './verify-export';

const ACCOUNT = '7f1d5c1e-54a5-4f0e-8f3b-0a0a0a0a0a02';
const chains = [buildChain(ACCOUNT, 60), buildChain('system', 20)];
const [account = [], system = []] = chains;
const signer = newEd25519Signer();
const SEALS = [
  [leafAt(account, 20)],
  [leafAt(account, 40), leafAt(system, 10)],
  [leafAt(account, 41), leafAt(account, 50), leafAt(system, 20)],
];

let lines: string[];
beforeAll(async () => {
  lines = exportLines(chains, await sealLeaves(signer, SEALS));
});

/** In pieces of a size that fits no line. */
async function* inPieces(file: Buffer): AsyncGenerator<Buffer> {
  await Promise.resolve();
  for (let start = 0; start < file.length; start += 997) yield file.subarray(start, start + 997);
}
const verify = (file: Buffer, keys: PublicKeys = keysOf(signer)): Promise<VerifyReport> =>
  verifyExport({ chunks: inPieces(file), totalBytes: file.length, keys, progress: SILENT });
const kindsOf = (report: VerifyReport) => report.findings.map(({ kind }) => kind);

/** Where the line of a row stands in the file, from 0. */
const placeOf = (row: StoredAuditRow | undefined): number =>
  lines.findIndex((line) => line.includes(`"id":"${row?.id ?? ''}"`));
const fileOf = (rows: readonly StoredAuditRow[][]): Promise<Buffer> =>
  sealLeaves(signer, SEALS).then((documents) => exportFile(exportLines(rows, documents)));

it('finds nothing in a sound export, and counts what no checkpoint covers', async () => {
  const report = await verify(exportFile(lines));
  expect(report).toMatchObject({
    isSound: true,
    rows: 80,
    chains: 2,
    goodCheckpoints: 3,
    unsealedRows: 10,
    findings: [],
  });
  expect(report.newestCheckpoint).toEqual({ number: 3, sealedAt: '2031-03-04T00:02:00.000Z' });
  expect(report.oldestUnsealedAt).toBe('2031-03-04T00:00:00.000Z');
});

it('takes signatures of KMS as well as of Ed25519', async () => {
  const kms = newP256Signer();
  const file = exportFile(exportLines(chains, await sealLeaves(kms, SEALS)));
  expect(await verify(file, keysOf(signer, kms))).toMatchObject({ isSound: true });
});

it('names the row that was edited, though the end of the file was made to fit', async () => {
  const place = placeOf(account[29]);
  const report = await verify(
    exportFile(lines.with(place, lines[place]!.replace('"outcome":"success"', '"outcome":"denied"'))),
  );
  expect(report.findings).toHaveLength(1);
  expect(report.findings[0]).toMatchObject({ kind: 'edited', chain: ACCOUNT, chainSeq: 30, rowId: account[29]?.id });
});

it('says besides that the file was altered, where its end was not made to fit', async () => {
  const file = Buffer.from(exportFile(lines).toString().replace('"outcome":"success"', '"outcome":"denied"'));
  expect(kindsOf(await verify(file))).toEqual(['edited', 'altered-file']);
});

it.each([
  ['removed', (n: number) => lines.toSpliced(n, 1)],
  ['reordered', (n: number) => lines.with(n, lines[n + 1]!).with(n + 1, lines[n]!)],
  ['inserted', (n: number) => lines.toSpliced(n, 0, lines[n]!)],
])('names the row where one was %s', async (kind, change) => {
  const report = await verify(exportFile(change(placeOf(account[24]))));
  expect(report.findings).toEqual([expect.objectContaining({ kind, chain: ACCOUNT, chainSeq: 25 })]);
});

it('names the first row that was cut off at the end', async () => {
  const file = exportFile(lines.toSpliced(placeOf(account[45]), 15));
  expect((await verify(file)).findings).toEqual([
    expect.objectContaining({ kind: 'truncated', chainSeq: 46, untilSeq: 60 }),
  ]);
});

it('names the first row that may have been written anew with all that follow', async () => {
  const tail = linked(
    account.slice(44).map((row) => ({ ...row, purpose: 'operations' })),
    account[43],
  );
  const report = await verify(await fileOf([[...account.slice(0, 44), ...tail], system]));
  expect(report.findings).toEqual([expect.objectContaining({ kind: 'forked', chainSeq: 42, checkpoint: 3 })]);
});

it('names a row that was edited with its hash', async () => {
  const report = await verify(await fileOf([account.with(9, hashed({ ...account[9]!, outcome: 'denied' })), system]));
  expect(report.findings).toEqual([expect.objectContaining({ kind: 'edited', chainSeq: 10 })]);
});

it('believes no seal whose statement, proof or leaf was changed, nor one of an unknown key', async () => {
  const place = lines.findIndex((line) => line.startsWith('{"seal"'));
  const spoil = (from: string, to: string) => exportFile(lines.with(place, lines[place]!.replace(from, to)));
  expect(kindsOf(await verify(spoil('leafCount\\":1', 'leafCount\\":2')))).toEqual(['checkpoint-bad-signature']);
  expect(kindsOf(await verify(spoil('"chainSeq":20', '"chainSeq":21')))).toEqual(['checkpoint-wrong-leaves']);
  expect(kindsOf(await verify(spoil('"proof":[]', '"proof":1')))).toEqual(['checkpoint-malformed']);
  const foreign = await verify(exportFile(lines), keysOf(newEd25519Signer()));
  expect(new Set(kindsOf(foreign))).toEqual(new Set(['checkpoint-unknown-key']));
  expect(foreign).toMatchObject({ isSound: false, goodCheckpoints: 0, newestCheckpoint: null });
});

it('finds two statements of one number, though both are signed', async () => {
  const other = await sealLeaves(signer, [[leafAt(account, 15)]]);
  const place = lines.findIndex((line) => line.startsWith('{"seal"'));
  const [seal = ''] = exportLines([account], other).filter((line) => line.startsWith('{"seal"'));
  const report = await verify(exportFile(lines.toSpliced(place, 0, seal)));
  expect(kindsOf(report)).toContain('checkpoint-twice');
});

it('finds a chain that begins later than its anchor says, or without one', async () => {
  const from21 = lines.toSpliced(placeOf(account[0]), 20);
  expect((await verify(exportFile(from21))).findings).toEqual([
    expect.objectContaining({ kind: 'removed', chainSeq: 1, untilSeq: 20 }),
  ]);
  const anchored = from21.toSpliced(1, 0, `${JSON.stringify({ anchor: leafAt(account, 20) })}\n`);
  expect(await verify(exportFile(anchored))).toMatchObject({ isSound: true, rows: 60 });
});

it('finds a file without its end, with lines after it, or without a chain that it says it has', async () => {
  expect(kindsOf(await verify(Buffer.from(lines.join(''))))).toEqual(['incomplete-file']);
  const behind = Buffer.concat([exportFile(lines), Buffer.from(lines[1]!)]);
  expect(kindsOf(await verify(behind))).toEqual(['malformed-line']);
  const less = lines.filter((line) => !line.includes('"chain":"system"'));
  expect((await verify(exportFile(less))).findings).toEqual([
    expect.objectContaining({ kind: 'incomplete-file', chain: 'system' }),
  ]);
});

it('names the line that is none, and a seal that comes after the rows that it is of', async () => {
  expect((await verify(exportFile(lines.toSpliced(3, 0, 'x\n')))).findings[0]).toMatchObject({
    kind: 'malformed-line',
    line: 4,
  });
  const seal = lines.find((line) => line.startsWith('{"seal"'))!;
  expect(kindsOf(await verify(exportFile([...lines, seal])))).toEqual(['malformed-line']);
});
