import { err, ok } from '../../domain/result';
import type { Leaf } from '../checkpoints/leaf';
import { judgeMonth, type VerifySealedOutside } from './judge-month';

const leafOf = (chain: string, chainSeq = 7): Leaf => ({ chain, chainSeq, rowHash: 'ab'.repeat(32) });
const month = { month: '2019-01-01', rows: 9, holds: [] };
const [a, b] = [leafOf('a'), leafOf('b')];

const outside =
  (leaves: Readonly<Record<number, readonly Leaf[]>>): VerifySealedOutside =>
  (number) =>
    Promise.resolve(leaves[number] === undefined ? err('missing') : ok(leaves[number]));

describe('judgeMonth', () => {
  it('lets a month go on the newest of the checkpoints that its chains end in', async () => {
    const ends = [
      { leaf: a, checkpoint: 12 },
      { leaf: b, checkpoint: 3 },
    ];
    expect(await judgeMonth({ ...month, ends }, outside({ 3: [leafOf('c'), b], 12: [a] }))).toEqual(ok(12));
  });

  it('believes only a checkpoint outside that names each end: its chain, number and hash', async () => {
    const ends = [
      { leaf: a, checkpoint: 3 },
      { leaf: b, checkpoint: 3 },
    ];
    for (const other of [leafOf('c'), leafOf('b', 8), { ...b, rowHash: 'cd'.repeat(32) }]) {
      expect(await judgeMonth({ ...month, ends }, outside({ 3: [a, other] }))).toEqual(
        err({ kind: 'unproven', checkpoint: 3, problem: 'other-leaves' }),
      );
    }
    expect(await judgeMonth({ ...month, ends }, outside({}))).toEqual(
      err({ kind: 'unproven', checkpoint: 3, problem: 'missing' }),
    );
  });

  it('asks nobody about a month that is held or unsealed', async () => {
    const never: VerifySealedOutside = () => Promise.reject(new Error('asked'));
    const ends = [
      { leaf: a, checkpoint: 3 },
      { leaf: b, checkpoint: null },
    ];
    expect(await judgeMonth({ ...month, ends, holds: ['h'] }, never)).toEqual(err({ kind: 'held', holds: ['h'] }));
    expect(await judgeMonth({ ...month, ends }, never)).toEqual(err({ kind: 'unsealed', chains: ['b'] }));
  });

  it('lets a month without rows go', async () => {
    expect(await judgeMonth({ ...month, rows: 0, ends: [] }, outside({}))).toEqual(ok(null));
  });
});
