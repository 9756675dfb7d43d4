import type { PmsError } from '../domain/pms-errors';
import type { Practice } from '../persistence/practices';
import type { SikkaClient } from '../sikka/client';
import { createPracticeBook } from './practice-book';

const practice: Practice = {
  accountId: 'a1',
  integrationId: 'i1',
  office: { accountId: 'a1', officeId: 'D00001', practiceId: '1-1' },
  custId: '1',
  name: 'Sample Dental',
  timeZone: 'America/New_York',
  pms: { name: 'Open Dental', version: 'V24' },
  status: 'active',
  mode: 'live',
  frontDeskNumber: null,
};
const DATES = { startDate: '2031-03-05', endDate: '2031-03-12' };
const down: PmsError = {
  code: 'PmsUnavailable',
  isRetryable: true,
  writeOutcome: 'unknown',
  httpStatus: 503,
  sikkaCode: null,
  retryAfterMs: null,
};

/** The two lists that the book reads, counted; `answers` says whether Sikka is up. */
function rig() {
  const state = { now: 0, isUp: true, providerReads: 0, weeks: [] as string[] };
  const reply = <T>(value: T) =>
    state.isUp ? { ok: true, value, exchanges: [] } : { ok: false, error: down, exchanges: [] };
  const sikka = {
    providers: {
      listProviders: () => {
        state.providerReads += 1;
        return Promise.resolve(reply([]));
      },
    },
    practiceSchedule: {
      listWeekSchedules: (_context: unknown, { startDate }: { startDate: string }) => {
        state.weeks.push(startDate);
        return Promise.resolve(reply([]));
      },
    },
  } as unknown as SikkaClient;
  const book = createPracticeBook(sikka, () => state.now);
  const scope = { signal: new AbortController().signal, trail: { outcome: () => undefined } };
  return { state, read: () => book.read(practice, DATES, scope) };
}

describe('createPracticeBook', () => {
  it('reads the weeks that the dates touch, from Sunday, and each once for ten minutes', async () => {
    const { state, read } = rig();
    await Promise.all([read(), read()]);
    expect(state.weeks).toEqual(['2031-03-02', '2031-03-09']);
    expect(state.providerReads).toBe(1);
    state.now = 9 * 60_000;
    await read();
    expect(state.providerReads).toBe(1);
    state.now = 11 * 60_000;
    await read();
    expect(state.providerReads).toBe(2);
  });

  it('does not keep a failure', async () => {
    const { state, read } = rig();
    state.isUp = false;
    expect((await read()).ok).toBe(false);
    state.isUp = true;
    expect((await read()).ok).toBe(true);
  });
});
