import fc from 'fast-check';
import { z } from 'zod';
import { phi } from '../domain/phi';
import { PmsErrorCode } from '../domain/pms-errors';
import type { SikkaCall } from './calls';
import { id } from './fields';
import { readAllRows } from './paging';
import { succeed } from './reply';

const EXCHANGE = { endpoint: '/patients', method: 'GET', responseStatus: 200, responseTimeMs: 1 } as const;
const LIST = { endpoint: '/patients', query: { practice_id: '1-1' }, row: z.object({ id }) };

interface Habits {
  readonly hasTotal: boolean;
  readonly isWrapped: boolean;
  readonly beyondEnd: 204 | 200;
  /** The most rows it gives at once, and whether `offset` counts pages of that many or of as many as were asked for. */
  readonly clamp?: number;
  readonly countsByClamp?: boolean;
}

/** A list of `total` rows, page n holding rows n·limit+1 and on. */
function sikka(total: number, { hasTotal, isWrapped, beyondEnd, clamp = Infinity, countsByClamp = false }: Habits) {
  const asked: SikkaCall[] = [];
  const send = (call: SikkaCall) => {
    asked.push(call);
    const [limit, offset] = [Number(call.query?.['limit']), Number(call.query?.['offset'])];
    const given = Math.min(limit, clamp);
    const start = offset * (countsByClamp ? given : limit);
    const numbers = Array.from({ length: Math.max(Math.min(given, total - start), 0) }, (_, n) => n);
    const items = numbers.map((n) => ({ id: String(start + n + 1) }));
    if (items.length === 0 && beyondEnd === 204)
      return Promise.resolve(succeed({ status: 204, body: phi(null) }, [EXCHANGE]));
    const envelope = { total_count: hasTotal ? String(total) : '', items };
    return Promise.resolve(succeed({ status: 200, body: phi(isWrapped ? [envelope] : envelope) }, [EXCHANGE]));
  };
  return { send, asked };
}

it('reads each row once, in order, under all habits of the answers, a limit that is clamped among them', async () => {
  const habits = fc.record({
    hasTotal: fc.boolean(),
    isWrapped: fc.boolean(),
    beyondEnd: fc.constantFrom(200 as const, 204 as const),
    clamp: fc.integer({ min: 1, max: 20 }),
    countsByClamp: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.nat(60), fc.integer({ min: 3, max: 20 }), habits, async (total, limit, habit) => {
      const { send, asked } = sikka(total, habit);
      const reply = await readAllRows(send, { ...LIST, limit });
      expect(reply.ok && reply.value.map((row) => Number(row.id))).toEqual(
        Array.from({ length: total }, (_, n) => n + 1),
      );
      expect(reply.exchanges).toHaveLength(asked.length);
    }),
  );
});

it('counts pages, not rows, always sends the limit, and stops at the total', async () => {
  const { send, asked } = sikka(20, { hasTotal: true, isWrapped: false, beyondEnd: 204 });
  await readAllRows(send, { ...LIST, limit: 10 });
  expect(asked.map(({ query }) => query)).toEqual([
    { practice_id: '1-1', limit: '10', offset: '0' },
    { practice_id: '1-1', limit: '10', offset: '1' },
  ]);
});

it('goes on after a full page although the total says less: samples hold totals that do not fit', async () => {
  const page = (from: number, count: number) => ({
    total_count: '1',
    items: Array.from({ length: count }, (_, n) => ({ id: String(from + n) })),
  });
  const pages = [page(1, 3), page(4, 2), page(6, 0)];
  const send = () => Promise.resolve(succeed({ status: 200, body: phi(pages.shift()) }, [EXCHANGE]));
  const reply = await readAllRows(send, { ...LIST, limit: 3 });
  expect(reply.ok && reply.value).toHaveLength(5);
});

it('goes on after a short page while the total is not reached', async () => {
  const page = (...ids: string[]) => ({ total_count: '5', items: ids.map((one) => ({ id: one })) });
  const pages = [page('1', '2'), page('3', '4'), page('5')];
  const send = () => Promise.resolve(succeed({ status: 200, body: phi(pages.shift()) }, [EXCHANGE]));
  const reply = await readAllRows(send, { ...LIST, limit: 3 });
  expect(reply.ok && reply.value).toHaveLength(5);
});

it('fails on a list that does not end, and gives no part of it', async () => {
  const { send, asked } = sikka(1_000_000, { hasTotal: true, isWrapped: false, beyondEnd: 204 });
  const reply = await readAllRows(send, { ...LIST, limit: 10 });
  expect(reply).toMatchObject({ ok: false, error: { code: PmsErrorCode.unreadable } });
  expect(asked).toHaveLength(250);
});

it('fails as a whole when one row cannot be read', async () => {
  const body = phi({ total_count: '2', items: [{ id: '1' }, { id: '' }] });
  const reply = await readAllRows(() => Promise.resolve(succeed({ status: 200, body }, [EXCHANGE])), LIST);
  expect(reply).toMatchObject({ ok: false, error: { code: PmsErrorCode.unreadable }, exchanges: [EXCHANGE] });
});

it('reads 10,000 rows at 500 a page', async () => {
  const { send, asked } = sikka(10_000, { hasTotal: true, isWrapped: false, beyondEnd: 204 });
  const reply = await readAllRows(send, { ...LIST, limit: 500 });
  expect(reply.ok && new Set(reply.value.map((row) => row.id)).size).toBe(10_000);
  expect(asked).toHaveLength(20);
});

it('does not stop early where a clamped page and a total that is wrong go together', async () => {
  const pages = [
    { total_count: '1', items: [{ id: '1' }, { id: '2' }] },
    { total_count: '1', items: [{ id: '3' }] },
    { total_count: '1', items: [] },
  ];
  const send = () => Promise.resolve(succeed({ status: 200, body: phi(pages.shift()) }, [EXCHANGE]));
  const reply = await readAllRows(send, { ...LIST, limit: 10 });
  expect(reply.ok && reply.value).toHaveLength(3);
});
