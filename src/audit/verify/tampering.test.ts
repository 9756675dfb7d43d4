import { randomUUID } from 'node:crypto';
import { buildChain, hashed, leafAt, linked } from '../../../test/support/built-chains';
import { toRowValues } from '../canonical/row-values';
import type { StoredAuditRow } from '../stored-row';
import { createRowReader, type ChainRow } from './chain-row';
import type { ChainReport, Head } from './chain';
import { RecordCheck } from './record-check';
import { SealedHeads } from './sealed-heads';

const CHAIN = '7f1d5c1e-54a5-4f0e-8f3b-0a0a0a0a0a02';
const BESIDE = ['7f1d5c1e-54a5-4f0e-8f3b-0a0a0a0a0a01', '7f1d5c1e-54a5-4f0e-8f3b-0a0a0a0a0a03', 'system'];
const LENGTH = 10_000;
const NEWEST_SEAL = 9_500;
/** Row numbers with a seal, in the order of their checkpoints. */
const SEALED = [1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 9_000, NEWEST_SEAL];

const chain = buildChain(CHAIN, LENGTH);
const soundChains = BESIDE.map((name) => buildChain(name, 40));
const readRow = createRowReader();
/** Most rows of most tests are those of the sound chain: each is hashed once. */
const known = new WeakMap<StoredAuditRow, ChainRow>();
function toChainRow(row: StoredAuditRow): ChainRow {
  const read = known.get(row) ?? readRow(toRowValues(row));
  known.set(row, read);
  return read;
}

interface Given {
  readonly head?: Head | null;
  readonly anchor?: Head;
}

/** The reports on the rows given, among sound chains. */
function check(rows: readonly StoredAuditRow[], { head, anchor }: Given = {}): ChainReport[] {
  const seals = new SealedHeads();
  for (const [i, chainSeq] of SEALED.entries()) seals.add(leafAt(chain, chainSeq), i + 1);
  for (const sound of soundChains) seals.add(leafAt(sound, 30), 1);
  const record = new RecordCheck(seals);
  for (const sound of soundChains) record.expectHead(sound[0]!.chain, leafAt(sound, 40));
  if (head !== null) record.expectHead(CHAIN, head ?? leafAt(chain, LENGTH));
  if (anchor !== undefined) record.expectAnchor(CHAIN, anchor);
  for (const row of [...soundChains.slice(0, 1).flat(), ...rows, ...soundChains.slice(1).flat()]) {
    record.accept(toChainRow(row));
  }
  return record.finish();
}

/** What is found in the one chain; the others must be sound. */
function findIn(rows: readonly StoredAuditRow[], given: Given = {}) {
  const reports = check(rows, given);
  for (const report of reports) if (report.chain !== CHAIN) expect(report.finding).toBeNull();
  return reports.find((report) => report.chain === CHAIN)?.finding ?? null;
}

const at = (n: number): StoredAuditRow => chain[n - 1]!;
const idAt = (n: number): string => at(n).id;
const change = (n: number, row: StoredAuditRow): StoredAuditRow[] => chain.with(n - 1, row);
const without = (first: number, last = first): StoredAuditRow[] => [...chain.slice(0, first - 1), ...chain.slice(last)];
/** The rows from this one on with numbers that are so much higher, and nothing else changed. */
const renumbered = (from: number, by: number): StoredAuditRow[] =>
  chain.slice(from - 1).map((row) => ({ ...row, chain_seq: row.chain_seq + by }));
/** A row of the intruder's, made to fit after the row before `n`. */
const intruder = (n: number): StoredAuditRow =>
  hashed({
    ...at(Math.min(n, LENGTH)),
    chain_seq: n,
    id: randomUUID(),
    prev_hash: n === 1 ? at(1).prev_hash : at(n - 1).row_hash,
  });

// The first and the last, at seals and beside them, and with nothing near.
const PLACES = [1, 2, 999, 1_000, 1_001, 5_432, NEWEST_SEAL, NEWEST_SEAL + 1, LENGTH - 1, LENGTH];
const BEFORE_LAST = PLACES.filter((n) => n < LENGTH);

it('finds nothing in a sound record, and counts what no checkpoint covers', () => {
  const reports = check(chain);
  expect(reports.map(({ finding }) => finding)).toEqual([null, null, null, null]);
  expect(reports.find((report) => report.chain === CHAIN)).toMatchObject({
    rows: LENGTH,
    unsealedRows: LENGTH - NEWEST_SEAL,
    oldestUnsealedAt: at(NEWEST_SEAL + 1).created_at,
  });
});

describe('edited', () => {
  it.each(PLACES)('row %i says something else', (n) => {
    const finding = findIn(change(n, { ...at(n), outcome: 'denied' }));
    expect(finding).toMatchObject({ kind: 'edited', chain: CHAIN, chainSeq: n, rowId: idAt(n) });
    expect(finding?.words).toContain(`Row ${n} was edited in chain ${CHAIN}`);
  });

  it.each(PLACES)('row %i has another hash', (n) => {
    expect(findIn(change(n, { ...at(n), row_hash: 'cd'.repeat(32) }))).toMatchObject({ kind: 'edited', chainSeq: n });
  });

  it.each(PLACES)('row %i has another hash of the row before', (n) => {
    expect(findIn(change(n, { ...at(n), prev_hash: 'cd'.repeat(32) }))).toMatchObject({ kind: 'edited', chainSeq: n });
  });

  it.each(BEFORE_LAST)('row %i says something else and has the hash for it', (n) => {
    const row = hashed({ ...at(n), outcome: 'denied' });
    expect(findIn(change(n, row))).toMatchObject({ kind: 'edited', chainSeq: n, rowId: idAt(n) });
  });

  it('the first of two rows that were edited', () => {
    const rows = change(700, { ...at(700), action: 'tool.call' }).with(4_999, { ...at(5_000), action: 'tool.call' });
    expect(findIn(rows)).toMatchObject({ kind: 'edited', chainSeq: 700 });
  });

  it('a row that claims the first form, which covers less', () => {
    expect(findIn(change(50, { ...at(50), canonical_version: 1 }))).toMatchObject({ kind: 'edited', chainSeq: 50 });
  });
});

describe('removed', () => {
  it.each(BEFORE_LAST)('row %i', (n) => {
    expect(findIn(without(n))).toMatchObject({ kind: 'removed', chainSeq: n, untilSeq: n });
  });

  it.each([1, 995, 1_001, 9_400])('ten rows from row %i on', (n) => {
    expect(findIn(without(n, n + 9))).toMatchObject({ kind: 'removed', chainSeq: n, untilSeq: n + 9 });
  });

  it.each(BEFORE_LAST)('row %i, and the rows after it moved up', (n) => {
    const rows = [...chain.slice(0, n - 1), ...renumbered(n + 1, -1)];
    expect(findIn(rows)).toMatchObject({ kind: 'removed', chainSeq: n });
  });
});

describe('inserted', () => {
  it.each(PLACES)('a second row %i before the true one', (n) => {
    const extra = intruder(n);
    const found = findIn([...chain.slice(0, n - 1), extra, ...chain.slice(n - 1)]);
    expect(found).toMatchObject({ kind: 'inserted', chainSeq: n, rowId: extra.id });
  });

  it.each(PLACES)('a second row %i after the true one', (n) => {
    const extra = intruder(n);
    const found = findIn([...chain.slice(0, n), extra, ...chain.slice(n)]);
    expect(found).toMatchObject({ kind: 'inserted', chainSeq: n, rowId: extra.id });
  });

  it.each(PLACES)('a row %i, and the rows after it moved down', (n) => {
    const extra = intruder(n);
    const found = findIn([...chain.slice(0, n - 1), extra, ...renumbered(n, 1)]);
    expect(found).toMatchObject({ kind: 'inserted', chainSeq: n, rowId: extra.id });
  });

  it('several rows in a row, and the rows after them moved down', () => {
    const extra = linked([at(501), at(502), at(503)], at(500)).map((row) => hashed({ ...row, outcome: 'denied' }));
    const relinked = linked(extra, at(500));
    const found = findIn([...chain.slice(0, 500), ...relinked, ...renumbered(501, 3)]);
    expect(found).toMatchObject({ kind: 'inserted', chainSeq: 501 });
  });

  it.each([LENGTH + 1, LENGTH + 50])('a row %i behind the last', (n) => {
    const extra = hashed({ ...at(LENGTH), chain_seq: n, id: randomUUID(), prev_hash: at(LENGTH).row_hash });
    expect(findIn([...chain, extra])).toMatchObject({ kind: 'inserted', chainSeq: n, rowId: extra.id });
  });
});

describe('reordered', () => {
  it.each(BEFORE_LAST)('rows %i and the next have changed places, each with the number of its new one', (n) => {
    const rows = change(n, { ...at(n + 1), chain_seq: n }).with(n, { ...at(n), chain_seq: n + 1 });
    expect(findIn(rows)).toMatchObject({ kind: 'reordered', chainSeq: n });
  });

  it.each([1, 400, 1_000, 1_001])('row %i and a row far off have changed places', (n) => {
    const rows = change(n, { ...at(7_777), chain_seq: n }).with(7_776, { ...at(n), chain_seq: 7_777 });
    expect(findIn(rows)).toMatchObject({ kind: 'reordered', chainSeq: n });
  });

  it.each(BEFORE_LAST)('rows %i and the next stand in each other’s place as they are', (n) => {
    const rows = change(n, at(n + 1)).with(n, at(n));
    expect(findIn(rows)).toMatchObject({ kind: 'reordered', chainSeq: n, rowId: idAt(n) });
  });

  it.each([1, 1_000, 4_321])('row %i stands at the end', (n) => {
    expect(findIn([...without(n), at(n)])).toMatchObject({ kind: 'reordered', chainSeq: n, rowId: idAt(n) });
  });
});

describe('truncated', () => {
  it.each([1, 9_000, 9_001, 9_400, NEWEST_SEAL])('from row %i on, with the head moved back', (n) => {
    const rows = chain.slice(0, n - 1);
    const head = n === 1 ? null : leafAt(chain, n - 1);
    const found = findIn(rows, { head });
    expect(found).toMatchObject({ kind: 'truncated', chainSeq: n, untilSeq: NEWEST_SEAL, checkpoint: SEALED.length });
  });

  it.each([1, 9_000, NEWEST_SEAL + 1, LENGTH])('from row %i on, with the head as it was', (n) => {
    expect(findIn(chain.slice(0, n - 1))).toMatchObject({ kind: 'truncated', chainSeq: n, untilSeq: LENGTH });
  });
});

describe('forked', () => {
  it.each([
    { from: 1, first: 1, checkpoint: 1 },
    { from: 500, first: 1, checkpoint: 1 },
    { from: 1_000, first: 1, checkpoint: 1 },
    { from: 1_001, first: 1_001, checkpoint: 2 },
    { from: 9_400, first: 9_001, checkpoint: 10 },
  ])('written anew from row $from on, hashes and head too', ({ from, first, checkpoint }) => {
    const tail = chain.slice(from - 1).map((row) => ({ ...row, vapi_call_id: 'another' }));
    const rows = [...chain.slice(0, from - 1), ...linked(tail, from === 1 ? null : at(from - 1))];
    const found = findIn(rows, { head: leafAt(rows, LENGTH) });
    expect(found).toMatchObject({ kind: 'forked', chainSeq: first, rowId: idAt(first), checkpoint });
  });

  it('a row removed and all after it written anew', () => {
    const rows = [...chain.slice(0, 2_499), ...linked(chain.slice(2_500), at(2_499))];
    const found = findIn(rows, { head: leafAt(rows, LENGTH - 1) });
    expect(found).toMatchObject({ kind: 'forked', chainSeq: 2_001, checkpoint: 3 });
  });

  it('behind the newest seal, while the head is the old one', () => {
    const rows = [
      ...chain.slice(0, 9_600),
      ...linked(
        chain.slice(9_600).map((row) => ({ ...row, outcome: 'denied' })),
        at(9_600),
      ),
    ];
    expect(findIn(rows)).toMatchObject({ kind: 'forked', chainSeq: NEWEST_SEAL + 1, checkpoint: null });
  });

  it('behind the newest seal with a head that fits: nothing shows it, which is why such rows are called unsealed', () => {
    const rows = [
      ...chain.slice(0, 9_600),
      ...linked(
        chain.slice(9_600).map((row) => ({ ...row, outcome: 'denied' })),
        at(9_600),
      ),
    ];
    expect(findIn(rows, { head: leafAt(rows, LENGTH) })).toBeNull();
  });
});

describe('where a chain begins', () => {
  const rest = chain.slice(3_000);

  it('may be after a row that a checkpoint has sealed', () => {
    expect(findIn(rest, { anchor: leafAt(chain, 3_000) })).toBeNull();
  });

  it('may not be after a row that none has sealed', () => {
    const found = findIn(chain.slice(3_100), { anchor: leafAt(chain, 3_100) });
    expect(found).toMatchObject({ kind: 'removed', chainSeq: 1, untilSeq: 3_100 });
  });

  it('may not be after row 1 without saying which row was before', () => {
    expect(findIn(rest)).toMatchObject({ kind: 'removed', chainSeq: 1, untilSeq: 3_000 });
  });

  it('is checked against the row before', () => {
    const rows = rest.with(0, hashed({ ...rest[0]!, prev_hash: 'cd'.repeat(32) }));
    expect(findIn(rows, { anchor: leafAt(chain, 3_000) })).toMatchObject({ kind: 'edited', chainSeq: 3_001 });
    expect(findIn(rest.slice(1), { anchor: leafAt(chain, 3_000) })).toMatchObject({ kind: 'removed', chainSeq: 3_001 });
  });

  it('may be after the last row, when all have left', () => {
    const anchor = leafAt(chain, NEWEST_SEAL);
    expect(findIn([], { anchor, head: anchor })).toBeNull();
    expect(findIn([], { anchor, head: leafAt(chain, LENGTH) })).toMatchObject({ kind: 'truncated', chainSeq: 9_501 });
  });
});

describe('the head', () => {
  it('may not be gone, nor stand before a sealed row, nor have another hash', () => {
    expect(findIn(chain, { head: null })).toMatchObject({ kind: 'wrong-head' });
    expect(findIn(chain, { head: leafAt(chain, 9_300) })).toMatchObject({ kind: 'wrong-head', chainSeq: 9_300 });
    const sealedRows = chain.slice(0, NEWEST_SEAL);
    const head = { chainSeq: NEWEST_SEAL, rowHash: 'cd'.repeat(32) };
    expect(findIn(sealedRows, { head })).toMatchObject({ kind: 'wrong-head', chainSeq: NEWEST_SEAL });
  });
});

it('reports a row that was moved to another chain in both', () => {
  const moved = { ...at(600), chain: BESIDE[1]!, account_id: BESIDE[1]!, chain_seq: 20 };
  const reports = check([...without(600), moved]);
  const kinds = Object.fromEntries(reports.map((report) => [report.chain, report.finding?.kind]));
  expect(kinds[CHAIN]).toBe('removed');
  expect(kinds[BESIDE[1]!]).toBeDefined();
});
