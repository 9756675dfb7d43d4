import { book, DELAY_MS, errorOf, stateOf, valueOf, visitsOf } from '../calls';
import { OFFICE } from '../linked-client';
import { linesFor, type KnobLine } from './line';

const MINUTE_MS = 60_000;

/** The practice's own computer, and how long what it has to do takes. */
export const UTILITY_LINES: readonly KnobLine[] = [
  ...linesFor('spu.online', [true], 'a checked write is taken', async ({ client }) => {
    valueOf(await book(client, {}, { checksUtility: true }));
  }),
  ...linesFor('spu.online', [false], 'a checked write is refused, another waits and lands once', async (bench) => {
    const { client } = bench;
    expect(errorOf(await book(client, {}, { checksUtility: true }))).toMatchObject({
      code: 'PmsUtilityOffline',
      isRetryable: true,
      writeOutcome: 'not-accepted',
    });
    expect(await bench.writes()).toEqual([]);
    const waiting = valueOf(await book(client));
    bench.advance(60 * MINUTE_MS);
    expect(await stateOf(client, waiting)).toEqual({ state: 'pending' });
    const events = await client.practiceEvents.listVisitEvents({ office: OFFICE }, { intervalMinutes: 60 });
    expect(valueOf(events)).toEqual([]);
    await bench.set({ 'spu.online': true });
    bench.advance(DELAY_MS);
    expect((await stateOf(client, waiting)).state).toBe('done');
    expect(await visitsOf(client)).toHaveLength(1);
  }),
  ...linesFor(
    'spu.outages',
    [[{ from: '2031-03-04T14:00:00Z', to: '2031-03-04T16:00:00Z' }]],
    'a write in an outage is pending until it is over',
    async (bench) => {
      expect(errorOf(await book(bench.client, {}, { checksUtility: true })).code).toBe('PmsUtilityOffline');
      const waiting = valueOf(await book(bench.client));
      bench.advance(59 * MINUTE_MS);
      expect((await stateOf(bench.client, waiting)).state).toBe('pending');
      bench.advance(2 * MINUTE_MS);
      expect((await stateOf(bench.client, waiting)).state).toBe('done');
    },
  ),
  ...linesFor('spu.checkValue', ['either', 'text'], 'the check is understood', async (bench) => {
    await bench.set({ 'spu.online': false });
    expect(errorOf(await book(bench.client, {}, { checksUtility: true })).writeOutcome).toBe('not-accepted');
    expect(await bench.writes()).toEqual([]);
  }),
  ...linesFor(
    'spu.checkValue',
    ['boolean', 'ignored'],
    'a check that is not understood is a write that waits',
    async (bench) => {
      await bench.set({ 'spu.online': false });
      const accepted = valueOf(await book(bench.client, {}, { checksUtility: true }));
      expect(await stateOf(bench.client, accepted)).toEqual({ state: 'pending' });
      expect(await bench.writes()).toHaveLength(1);
    },
  ),
  ...linesFor(
    'write.delay',
    [0, 5_000, { minMs: 2_000, maxMs: 9_000 }],
    'pending until done, then done',
    async (bench, delay) => {
      const accepted = valueOf(await book(bench.client));
      expect((await stateOf(bench.client, accepted)).state).toBe(delay === 0 ? 'done' : 'pending');
      bench.advance(9_000);
      expect((await stateOf(bench.client, accepted)).state).toBe('done');
    },
  ),
  ...linesFor('write.never', [true, false], 'what is pending is never told as done', async (bench, never) => {
    const accepted = valueOf(await book(bench.client));
    bench.advance(24 * 60 * MINUTE_MS);
    expect((await stateOf(bench.client, accepted)).state).toBe(never ? 'pending' : 'done');
    expect(await visitsOf(bench.client)).toHaveLength(never ? 0 : 1);
  }),
];
