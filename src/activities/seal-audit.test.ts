import { MockActivityEnvironment } from '@temporalio/testing';
import type { SealConflict } from '../audit/checkpoints/conflict';
import type { SealState } from '../audit/checkpoints/unsealed';
import { err, ok } from '../domain/result';
import { createSealActivities, type SealActivityDeps, type SealSummary } from './seal-audit';

const CONFLICT: SealConflict = { kind: 'head', chain: 'system', chainSeq: 7 };
const OTHER: SealConflict = { kind: 'missing-outside', checkpoint: 3 };

/** The record as it is at each look; the last state stays. */
function rig(states: readonly Partial<SealState>[], changes: Partial<SealActivityDeps> = {}) {
  let looks = 0;
  const calls = { seals: 0, looks: () => looks, conflicts: [] as SealConflict[] };
  const stopping = new AbortController();
  const environment = new MockActivityEnvironment();
  const { sealWhenDue } = createSealActivities({
    readState: () => {
      const state = states[Math.min(looks, states.length - 1)];
      looks += 1;
      return Promise.resolve({ unsealedRows: 0, oldestUnsealedSeconds: 0, lastCheckpoint: null, ...state });
    },
    seal: () => {
      calls.seals += 1;
      return Promise.resolve(ok({ kind: 'sealed', number: 1, rowCount: 1 }));
    },
    onConflict: (conflict) => {
      calls.conflicts.push(conflict);
      return Promise.resolve();
    },
    stopping: stopping.signal,
    nowMs: () => looks * 20_000,
    pollIntervalMs: 1,
    ...changes,
  });
  const run = (): Promise<SealSummary> => environment.run(sealWhenDue);
  return { run, calls, stopping, environment };
}

const FEW_AND_YOUNG = { unsealedRows: 999, oldestUnsealedSeconds: 59 };

describe('a sealer', () => {
  it.each([
    ['a row is a minute old', { unsealedRows: 1, oldestUnsealedSeconds: 60 }],
    ['a thousand rows are there', { unsealedRows: 1_000, oldestUnsealedSeconds: 1 }],
  ])('seals once as soon as %s, and not before', async (_when, due) => {
    const { run, calls } = rig([FEW_AND_YOUNG, FEW_AND_YOUNG, due, due]);
    expect(await run()).toEqual({ kind: 'sealed' });
    expect([calls.looks(), calls.seals]).toEqual([3, 1]);
  });

  it('makes way for the next one after a minute in which nothing was due', async () => {
    const { run, calls } = rig([FEW_AND_YOUNG]);
    expect(await run()).toEqual({ kind: 'nothing' });
    expect([calls.looks(), calls.seals]).toEqual([3, 0]);
  });

  it('tells people when the record differs from what was sealed', async () => {
    const { run, calls } = rig([{ unsealedRows: 1_000 }], { seal: () => Promise.resolve(err([CONFLICT, OTHER])) });
    expect(await run()).toEqual({ kind: 'conflict' });
    expect(calls.conflicts).toEqual([CONFLICT, OTHER]);
  });

  it('ends at once when its process stops, whatever it waits for', async () => {
    const { run, calls, stopping } = rig([FEW_AND_YOUNG], { nowMs: () => 0, pollIntervalMs: 3_600_000 });
    const running = run();
    stopping.abort();
    expect(await running).toEqual({ kind: 'nothing' });
    expect(calls.seals).toBe(0);
  });

  it('ends at once when it is cancelled, and says so', async () => {
    const { run, environment } = rig([FEW_AND_YOUNG], { nowMs: () => 0, pollIntervalMs: 3_600_000 });
    const running = run();
    environment.cancel('CANCELLED');
    await expect(running).rejects.toMatchObject({ name: 'CancelledFailure' });
  });
});
