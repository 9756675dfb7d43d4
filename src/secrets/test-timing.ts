import type { Timing } from './timing';

/** For tests only: a clock that stands still until a test moves it. */
export interface TestTiming extends Timing {
  /** Moves on in steps, doing at each moment what is due then, and lets promises settle. */
  advance(byMs: number): Promise<void>;
}

/** Enough turns of the event loop for any chain of promises in these tests. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

export function createTestTiming(): TestTiming {
  let now = 0;
  const due = new Map<object, { readonly atMs: number; readonly work: () => void }>();
  const next = (untilMs: number) =>
    [...due].filter(([, { atMs }]) => atMs <= untilMs).sort(([, a], [, b]) => a.atMs - b.atMs)[0];
  return {
    nowMs: () => now,
    random: () => 0.5,
    after(delayMs, work) {
      const key = {};
      due.set(key, { atMs: now + delayMs, work });
      return () => due.delete(key);
    },
    async advance(byMs) {
      const untilMs = now + byMs;
      await settle();
      for (let first = next(untilMs); first !== undefined; first = next(untilMs)) {
        const [key, { atMs, work }] = first;
        due.delete(key);
        now = Math.max(now, atMs);
        work();
        await settle();
      }
      now = untilMs;
    },
  };
}
