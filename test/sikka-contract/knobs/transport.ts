import { book, BOOKING, errorOf, read, valueOf } from '../calls';
import { OFFICE, OTHER_OFFICE, OTHER_PRACTICE } from '../linked-client';
import { readTruth } from '../truth';
import { linesFor, type KnobLine, type LineBench } from './line';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LIMIT = 3;

const sameTruth = async ({ client, truth }: LineBench): Promise<void> => {
  expect(await readTruth(client)).toEqual(truth);
};

/** Uses up the minute's limit with reads of the first practice. */
async function useUpTheMinute(bench: LineBench): Promise<void> {
  valueOf(await read(bench.client));
  await bench.set({ 'rate.limitPerMinute': LIMIT });
  for (let call = 0; call < LIMIT; call += 1) await read(bench.client);
}

async function refusedByTheMinute(bench: LineBench, retryAfterMs: number | null): Promise<void> {
  await useUpTheMinute(bench);
  const refused = { code: 'PmsRateLimited', isRetryable: true, writeOutcome: 'not-accepted', retryAfterMs };
  expect(errorOf(await read(bench.client))).toMatchObject(refused);
  expect(errorOf(await book(bench.client))).toMatchObject(refused);
  expect(await bench.writes()).toEqual([]);
  bench.advance(MINUTE_MS);
  valueOf(await book(bench.client));
}

const slowly = (guarantee: string, settings: readonly object[]): KnobLine[] =>
  linesFor('api.latency', settings, guarantee, async ({ client }) => {
    valueOf(await read(client));
  });

/** How any answer comes, and how many. */
export const TRANSPORT_LINES: readonly KnobLine[] = [
  ...linesFor('env.wrap', ['as-sampled', 'object', 'array'], 'every read tells the same', sameTruth),
  ...linesFor('env.contentType', ['json', 'html'], 'every read tells the same', sameTruth),
  ...linesFor('env.defaultLimit', [50, 500, 5_000], 'every read tells the same', sameTruth),
  ...linesFor('limit.over5000', ['clamp', '400'], 'every read tells the same', sameTruth),
  ...linesFor('page.beyondEnd', ['204', '200-empty'], 'every read tells the same', sameTruth),
  ...linesFor(
    'rate.scope',
    ['app', 'key', 'practice'],
    'a used up minute stops whom it counts',
    async (bench, scope) => {
      const { client } = bench;
      const other = { ...OTHER_OFFICE };
      valueOf(await read(client, other));
      await useUpTheMinute(bench);
      expect(errorOf(await read(client)).code).toBe('PmsRateLimited');
      expect((await read(client, OTHER_PRACTICE)).ok).toBe(scope === 'practice');
      expect((await read(client, other)).ok).toBe(scope !== 'app');
    },
  ),
  ...linesFor('rate.headers', ['full', 'remaining-above-limit'], 'a 429 says when to come again', (bench) =>
    refusedByTheMinute(bench, MINUTE_MS),
  ),
  ...linesFor('rate.headers', ['no-reset', 'none'], 'a 429 is known without its hints', (bench) =>
    refusedByTheMinute(bench, null),
  ),
  ...linesFor('rate.limitPerMinute', [1], 'a limit of one call a minute is one call a minute', async (bench) => {
    await bench.set({ 'rate.scope': 'key' });
    valueOf(await read(bench.client));
    expect(errorOf(await read(bench.client)).code).toBe('PmsRateLimited');
  }),
  ...linesFor(
    'rate.dailyCap',
    [
      { requests: 2, code: 'API2012' },
      { requests: 2, code: 'API2011' },
    ],
    'a used up day is not retried, and ends',
    async (bench, { code }) => {
      for (let call = 0; call < 2; call += 1) valueOf(await read(bench.client));
      const refused = { code: 'PmsRateLimited', sikkaCode: code, isRetryable: false, retryAfterMs: null };
      expect(errorOf(await read(bench.client))).toMatchObject(refused);
      expect(errorOf(await book(bench.client))).toMatchObject({ ...refused, writeOutcome: 'not-accepted' });
      expect(await bench.writes()).toEqual([]);
      bench.advance(DAY_MS);
      valueOf(await book(bench.client));
    },
  ),
  ...linesFor('api.latencyMs', [150], 'a late answer is a time-out, and a late write unknown', async (bench) => {
    valueOf(await read(bench.client));
    expect(errorOf(await read(bench.client, OFFICE, 50))).toMatchObject({ code: 'PmsTimeout', isRetryable: true });
    const error = errorOf(await book(bench.client, {}, { timeoutMs: 50 }));
    expect(error).toMatchObject({ code: 'PmsTimeout', writeOutcome: 'unknown' });
    await bench.set({ 'api.latencyMs': 0 });
    expect(await bench.requests('POST', '/appointment')).toHaveLength(1);
  }),
  ...slowly('answers of any delay are waited for', [
    { kind: 'fixed', ms: 30 },
    { kind: 'uniform', minMs: 1, maxMs: 40 },
    { kind: 'lognormal', p50Ms: 5, p99Ms: 40 },
  ]),
  ...linesFor(
    'api.latencyByPath',
    [{ '/appointment': { kind: 'fixed', ms: 400 } }],
    'a call that hangs takes no other with it',
    async ({ client }) => {
      const [slow, quick] = await Promise.all([book(client, BOOKING, { timeoutMs: 150 }), read(client, OFFICE, 2_000)]);
      expect([errorOf(slow).code, quick.ok]).toEqual(['PmsTimeout', true]);
    },
  ),
  ...linesFor('api.randomSeed', [1, 2, 3], 'a read under faults is whole or an error', async (bench) => {
    const whole = valueOf(await read(bench.client));
    await bench.set({ 'api.faults': [{ path: '/providers', status: 'truncated', probability: 0.5 }] });
    const replies = await Promise.all(Array.from({ length: 20 }, () => read(bench.client)));
    const good = replies.filter((reply) => reply.ok);
    expect(good.length).toBeGreaterThan(5);
    for (const reply of replies) {
      if (reply.ok) expect(reply.value).toEqual(whole);
      else expect(reply.error.code).toBe('PmsUnavailable');
    }
  }),
];
