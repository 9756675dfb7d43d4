import fc from 'fast-check';
import { z } from 'zod';
import { phi } from '../domain/phi';
import { PmsErrorCode } from '../domain/pms-errors';
import type { SikkaCall } from './calls';
import { id } from './fields';
import { pageAfter, readOverlappingPages } from './overlapping-pages';
import type { Send } from './paging';
import { succeed } from './reply';

const EXCHANGE = { endpoint: '/patients', method: 'GET', responseStatus: 200, responseTimeMs: 1 } as const;
const LIST = { endpoint: '/patients', query: {}, row: z.object({ id }) };

interface Habits {
  readonly total?: 'right' | 'absent' | 'wrong';
  readonly beyondEnd?: 204 | 200;
  readonly clamp?: number;
  readonly countsByClamp?: boolean;
  /** Changes the list before the answer to request `n`. */
  readonly stir?: (rows: number[], n: number) => void;
}

function sikka(rows: number[], habits: Habits = {}) {
  const { total = 'right', beyondEnd = 204, clamp = Infinity, countsByClamp = false, stir } = habits;
  const asked: SikkaCall[] = [];
  const send = (call: SikkaCall) => {
    stir?.(rows, asked.length);
    asked.push(call);
    const [limit, offset] = [Number(call.query?.['limit']), Number(call.query?.['offset'])];
    const given = Math.min(limit, clamp);
    const start = offset * (countsByClamp ? given : limit);
    const items = rows.slice(start, start + given).map((n) => ({ id: String(n) }));
    const total_count = { right: String(rows.length), absent: '', wrong: '7' }[total];
    const answer = items.length === 0 && beyondEnd === 204 ? null : { total_count, items };
    return Promise.resolve(succeed({ status: answer === null ? 204 : 200, body: phi(answer) }, [EXCHANGE]));
  };
  return { send, asked };
}

async function readIds(send: Send, limit: number) {
  const ids: number[] = [];
  let exchanges = 0;
  for await (const page of readOverlappingPages(send, { ...LIST, limit }, (row) => row.id)) {
    exchanges += page.exchanges.length;
    if (!page.ok) return { error: page.error, ids, exchanges };
    ids.push(...page.value.map((row) => Number(row.id)));
  }
  return { error: null, ids, exchanges };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);
const habits = fc.record({
  total: fc.constantFrom('right' as const, 'absent' as const, 'wrong' as const),
  beyondEnd: fc.constantFrom(200 as const, 204 as const),
  clamp: fc.integer({ min: 20, max: 90 }),
  countsByClamp: fc.boolean(),
});

it('gives every row once, in order, with totals absent or wrong and limits clamped', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(700), fc.integer({ min: 20, max: 120 }), habits, async (count, limit, habit) => {
      const { send, asked } = sikka(upTo(count), habit);
      const { error, ids, exchanges } = await readIds(send, limit);
      expect(error).toBeNull();
      expect(ids).toEqual(upTo(count));
      expect(exchanges).toBe(asked.length);
    }),
  );
});

it.each([
  [{}, 25],
  [{ total: 'absent', beyondEnd: 200 }, 25],
  [{ total: 'wrong', clamp: 100 }, 160],
  [{ clamp: 100, countsByClamp: true }, 160],
] as const)('reads 10,000 rows at 500 a page under %j with few requests', async (habit, most) => {
  const { send, asked } = sikka(upTo(10_000), habit);
  expect(await readIds(send, 500)).toMatchObject({ error: null, ids: upTo(10_000) });
  expect(asked.length).toBeLessThanOrEqual(most);
});

it('loses and repeats no row that was there all the time, whatever comes and goes between pages', async () => {
  const changes = fc.array(
    fc.record({ isRemoval: fc.boolean(), at: fc.nat(1_000), size: fc.integer({ min: 1, max: 9 }) }),
    {
      maxLength: 12,
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 500 }), habits, changes, async (count, habit, list) => {
      const rows = upTo(count);
      const gone = new Set<number>();
      let added = 10_000;
      const stir = (current: number[], n: number): void => {
        const change = list[n];
        if (change === undefined || current.length === 0) return;
        const at = change.at % current.length;
        const newcomers = change.isRemoval ? [] : Array.from({ length: change.size }, () => ++added);
        for (const row of current.splice(at, change.isRemoval ? change.size : 0, ...newcomers)) gone.add(row);
      };
      const { ids, error } = await readIds(sikka(rows, { ...habit, stir }).send, 60);
      expect(error).toBeNull();
      expect(new Set(ids).size).toBe(ids.length);
      const stayed = upTo(count).filter((row) => !gone.has(row));
      expect(stayed.filter((row) => !ids.includes(row))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

it('finds the rows that slid to a page already read, with no total to tell of it', async () => {
  const stir = (rows: number[], n: number): void => {
    if (n === 1) rows.splice(0, 3);
  };
  const { ids } = await readIds(sikka(upTo(100), { total: 'absent', stir }).send, 50);
  expect(ids).toEqual(upTo(100));
});

it('does not take a page for the last that the server cut short while rows slid over its edge', async () => {
  const stir = (rows: number[], n: number): void => {
    if (n === 0) rows.unshift(500);
    if (n === 1) rows.shift();
  };
  const { ids } = await readIds(sikka(upTo(20), { clamp: 20, stir }).send, 60);
  expect(ids).toEqual([500, ...upTo(20)]);
});

it('gives no part of a list without saying so where the server gives next to nothing at once', async () => {
  for (const clamp of [1, 2, 3, 5]) {
    const { ids, error } = await readIds(sikka(upTo(100), { clamp }).send, 60);
    expect(error === null ? ids : error.code).toEqual(error === null ? upTo(100) : PmsErrorCode.unreadable);
  }
});

it('ends at a failure, and passes it on', async () => {
  const { send } = sikka(upTo(100));
  let calls = 0;
  const failing = (call: SikkaCall) =>
    ++calls === 2 ? Promise.resolve(succeed({ status: 200, body: phi('<html>') }, [EXCHANGE])) : send(call);
  expect(await readIds(failing, 50)).toMatchObject({ error: { code: PmsErrorCode.unreadable }, exchanges: 2 });
});

it('fails on a list that does not end', async () => {
  let requests = 0;
  const send = ({ query }: SikkaCall) => {
    requests += 1;
    const [limit, offset] = [Number(query?.['limit']), Number(query?.['offset'])];
    const items = Array.from({ length: limit }, (_, n) => ({ id: String(offset * limit + n) }));
    return Promise.resolve(succeed({ status: 200, body: phi({ items }) }, [EXCHANGE]));
  };
  expect(await readIds(send, 20)).toMatchObject({ error: { code: PmsErrorCode.unreadable } });
  expect(requests).toBe(1_000);
});

it('fails where the server gives more rows than were asked for', async () => {
  const body = phi({ items: upTo(60).map((n) => ({ id: String(n) })) });
  const send = () => Promise.resolve(succeed({ status: 200, body }, [EXCHANGE]));
  expect(await readIds(send, 50)).toMatchObject({ error: { code: PmsErrorCode.unreadable }, ids: [] });
});

it('chooses pages that hold the last known row and at least one more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 20, max: 600 }), (known, maxLimit) => {
      const page = pageAfter(known, maxLimit);
      if (page === null) return false;
      const start = page.limit * page.pageNumber;
      return page.limit <= maxLimit && start <= known - 1 && start + page.limit > known;
    }),
  );
});
