import fc from 'fast-check';
import { createSikkaGovernor } from './governor';
import { reserveOf } from './limits';
import type { CallPriority, SentReply } from './port';
import { NORTH, answered, createSeenObserver, refused, withRate } from './test-office';

const WINDOW_MS = 60_000;
const SHARE = 0.3;

interface Plan {
  readonly atMs: number;
  readonly priority: CallPriority;
  /** From leaving us to being counted by the office, and from there to the answer's arrival. */
  readonly thereMs: number;
  readonly backMs: number;
}

/** An office that counts requests in windows of a minute as they reach it, in whatever order that is. */
function createCountingOffice(limit: number, hasReset: boolean) {
  let endsAtMs = 0;
  let used = 0;
  let onItsWay = 0;
  let lowestReported: number | null = null;
  let reportedWindow = 0;

  function roll(): void {
    if (Date.now() < endsAtMs) return;
    endsAtMs = Date.now() + WINDOW_MS;
    used = 0;
    lowestReported = null;
  }

  function count(): { reply: SentReply; left: number; window: number } {
    roll();
    used += 1;
    onItsWay -= 1;
    const left = Math.max(0, limit - used);
    const resetMs = hasReset ? Math.floor((endsAtMs - Date.now()) / 1_000) * 1_000 : null;
    const hints = withRate(limit, left, resetMs);
    return { reply: used > limit ? refused(429, null, hints) : answered(hints), left, window: endsAtMs };
  }

  return {
    /** What would be left were everything that is on its way counted; null before this window told us of itself. */
    leftAsReported(): { readonly sure: number; readonly told: number } | null {
      const isTold = lowestReported !== null && reportedWindow === endsAtMs && Date.now() < endsAtMs;
      return isTold ? { sure: limit - used - onItsWay, told: lowestReported ?? 0 } : null;
    },
    async receive({ thereMs, backMs }: Plan): Promise<SentReply> {
      onItsWay += 1;
      await new Promise((resolve) => setTimeout(resolve, thereMs));
      const { reply, left, window } = count();
      await new Promise((resolve) => setTimeout(resolve, backMs));
      if (window === endsAtMs) {
        lowestReported = Math.min(lowestReported ?? left, left);
        reportedWindow = window;
      }
      return reply;
    },
  };
}

const plans = fc.array(
  fc.record<Plan>({
    atMs: fc.integer({ min: 0, max: 150_000 }),
    priority: fc.constantFrom<CallPriority>('in-call', 'background', 'background'),
    thereMs: fc.integer({ min: 0, max: 2_000 }),
    backMs: fc.integer({ min: 0, max: 5_000 }),
  }),
  { minLength: 5, maxLength: 60 },
);

describe('background work', () => {
  beforeEach(() => jest.useFakeTimers({ now: 1_930_000_000_000 }));
  afterEach(() => jest.useRealTimers());

  it('never spends below the reserve that the office reported, in any interleaving with calls', async () => {
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 3, max: 60 }), fc.boolean(), plans, async (limit, hasReset, requests) => {
        const office = createCountingOffice(limit, hasReset);
        const governor = createSikkaGovernor({
          shared: null,
          now: () => new Date(),
          random: () => 0,
          observer: createSeenObserver(),
          limits: { reserveShare: SHARE },
        });
        const breaches: unknown[] = [];
        const send = (plan: Plan): Promise<SentReply> => {
          const left = office.leftAsReported();
          if (plan.priority === 'background' && left !== null) {
            checked += 1;
            const after = Math.min(left.sure, left.told) - 1;
            if (after < reserveOf(limit, SHARE)) breaches.push({ ...left, at: plan });
          }
          return office.receive(plan);
        };
        const done = requests.map(async (plan) => {
          await new Promise((resolve) => setTimeout(resolve, plan.atMs));
          const { signal } = new AbortController();
          return governor.run(NORTH, plan.priority, signal, () => send(plan));
        });
        await jest.advanceTimersByTimeAsync(400_000);
        await Promise.all(done);
        expect(breaches).toEqual([]);
      }),
      { numRuns: 100 },
    );
    // Most background requests leave with a report in hand, or the test would prove nothing.
    expect(checked).toBeGreaterThan(200);
  });
});
