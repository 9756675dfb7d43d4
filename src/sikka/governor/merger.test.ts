import { createMergers, type Merger, type MergeSource } from './merger';
import type { BudgetNews, BudgetView, SharedBudget } from '../../domain/rate-budget';
import { NORTH, SOUTH, createSeenObserver } from './test-office';
import type { OfficeRef } from '../../domain/office-ref';

const VIEW: BudgetView = { window: null, pauseMs: 0, backgroundPauseMs: 0, dailyCapCode: null };
const NEWS: Omit<BudgetNews, 'spent'> = { window: null, pauseMs: null, dailyCapCode: null };

function startMergers({ maxMergesAtOnce = 3 } = {}) {
  const observer = createSeenObserver();
  const told: { officeId: string; spent: number; atMs: number }[] = [];
  const answers: { resolve: (view: BudgetView) => void; reject: (error: Error) => void }[] = [];
  const shared: SharedBudget = {
    reserve: () => Promise.reject(new Error('not asked for here')),
    merge: ({ officeId }, { spent }) => {
      told.push({ officeId, spent, atMs: Date.now() });
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
  };
  const limits = { mergeIntervalMs: 250, maxMergesAtOnce };
  const mergers = createMergers({ shared, nowMs: () => Date.now(), observer, limits });
  const adopted: number[] = [];
  const source: MergeSource = {
    readNews: () => NEWS,
    adopt: (_view, _told, notYetTold) => adopted.push(notYetTold),
  };
  const forOffice = (office: OfficeRef): Merger => mergers.forOffice(office, source);
  const answer = async (): Promise<void> => {
    answers.shift()?.resolve(VIEW);
    await jest.advanceTimersByTimeAsync(0);
  };
  const lose = async (): Promise<void> => {
    answers.shift()?.reject(new Error('database error 57P01'));
    await jest.advanceTimersByTimeAsync(0);
  };
  return { forOffice, told, adopted, answer, lose, observer };
}

describe('the exchange with the shared row', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('never runs inside the request that causes it', async () => {
    const { forOffice, told } = startMergers();
    forOffice(NORTH).countSpent();
    expect(told).toEqual([]);
    await jest.advanceTimersByTimeAsync(0);
    expect(told).toMatchObject([{ spent: 1 }]);
  });

  it('happens at most once in 250 ms per office, with everything since', async () => {
    const { forOffice, told, answer } = startMergers();
    const merger = forOffice(NORTH);
    for (let ms = 0; ms < 1_000; ms += 10) {
      merger.countSpent();
      await jest.advanceTimersByTimeAsync(10);
      await answer();
    }
    const gapsMs = told.slice(1).map(({ atMs }, n) => atMs - (told[n]?.atMs ?? 0));
    expect(gapsMs).toEqual([250, 250, 250, 250]);
    expect(told.reduce((sum, { spent }) => sum + spent, 0) + merger.notYetTold()).toBe(100);
  });

  it('happens at once after a rest, and for what is urgent', async () => {
    const { forOffice, told, answer } = startMergers();
    const merger = forOffice(NORTH);
    merger.tell(false);
    await jest.advanceTimersByTimeAsync(0);
    await answer();
    merger.tell(false);
    await jest.advanceTimersByTimeAsync(20);
    expect(told).toHaveLength(1);
    merger.tell(true);
    await jest.advanceTimersByTimeAsync(0);
    expect(told).toHaveLength(2);
    await answer();
    await jest.advanceTimersByTimeAsync(5_000);
    merger.tell(false);
    await jest.advanceTimersByTimeAsync(0);
    expect(told).toHaveLength(3);
  });

  it('happens one at a time per office; what comes up meanwhile follows, and is not in what was heard', async () => {
    const { forOffice, told, adopted, answer } = startMergers();
    const merger = forOffice(NORTH);
    merger.countSpent();
    await jest.advanceTimersByTimeAsync(0);
    merger.countSpent();
    merger.tell(true);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(told).toHaveLength(1);
    await answer();
    expect(adopted).toEqual([1]);
    await jest.advanceTimersByTimeAsync(0);
    expect(told).toMatchObject([{ spent: 1 }, { spent: 1 }]);
  });

  it('takes a limited number of connections, and the offices that have to wait follow', async () => {
    const { forOffice, told, answer } = startMergers({ maxMergesAtOnce: 1 });
    forOffice(NORTH).countSpent();
    forOffice(SOUTH).countSpent();
    await jest.advanceTimersByTimeAsync(0);
    expect(told.map(({ officeId }) => officeId)).toEqual(['Z00001']);
    await answer();
    await jest.advanceTimersByTimeAsync(250);
    expect(told.map(({ officeId }) => officeId)).toEqual(['Z00001', 'Z00002']);
  });

  it('that fails is counted and no more, and the next one goes on', async () => {
    const { forOffice, told, adopted, lose, observer } = startMergers();
    const merger = forOffice(NORTH);
    merger.countSpent();
    await jest.advanceTimersByTimeAsync(0);
    await lose();
    expect(observer.events).toEqual(['failed merge']);
    expect(adopted).toEqual([]);
    merger.countSpent();
    await jest.advanceTimersByTimeAsync(250);
    expect(told).toMatchObject([{ spent: 1 }, { spent: 1 }]);
  });
});
