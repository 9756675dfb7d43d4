import { NO_HINTS } from '../answer-hints';
import { createRateWindow, type RateWindow } from './rate-window';
import { withRate } from './test-office';

const START_MS = 1_000_000;

/** A request that is answered `tookMs` later. */
function ask(window: RateWindow, hints = NO_HINTS, atMs = START_MS, tookMs = 0): void {
  window.settle(window.take(atMs), hints, atMs + tookMs);
}

describe('what is known of a rate window', () => {
  it('is nothing before the first answer, and after answers without numbers', () => {
    const window = createRateWindow();
    expect(window.view(START_MS)).toBeNull();
    expect(window.isSilent()).toBe(false);
    ask(window);
    expect(window.view(START_MS)).toBeNull();
    expect(window.isSilent()).toBe(true);
    ask(window, withRate(20, 19, 30_000));
    expect(window.isSilent()).toBe(false);
  });

  it('is what the headers say, less what left since, until the window ends', () => {
    const window = createRateWindow();
    ask(window, withRate(120, 100, 30_000));
    window.take(START_MS);
    window.take(START_MS);
    expect(window.view(START_MS)).toEqual({ limit: 120, remaining: 98, endsInMs: 31_000 });
    expect(window.view(START_MS + 30_999)).not.toBeNull();
    expect(window.view(START_MS + 31_000)).toBeNull();
  });

  it('counts whatever was under way beside the answered request as not counted by Sikka yet', () => {
    const window = createRateWindow();
    const before = window.take(START_MS);
    const answeredOne = window.take(START_MS);
    window.take(START_MS);
    window.settle(before, null, START_MS);
    window.settle(answeredOne, withRate(20, 19, 60_000), START_MS);
    expect(window.view(START_MS)?.remaining).toBe(17);
  });

  it('does not rise within a window when answers come out of order', () => {
    const window = createRateWindow();
    ask(window, withRate(20, 5, 60_000));
    ask(window, withRate(20, 15, 59_000), START_MS + 1_000);
    expect(window.view(START_MS + 1_000)?.remaining).toBe(4);
  });

  it('begins anew with the answer from a new window', () => {
    const window = createRateWindow();
    ask(window, withRate(20, 0, 10_000));
    ask(window, withRate(20, 19, 60_000), START_MS + 10_500);
    expect(window.view(START_MS + 10_500)).toEqual({ limit: 20, remaining: 19, endsInMs: 61_000 });
  });

  it('is not disturbed by a late answer from the window before', () => {
    const window = createRateWindow();
    const slow = window.take(START_MS);
    ask(window, withRate(20, 18, 60_000), START_MS + 9_000);
    window.settle(slow, withRate(20, 0, 8_000), START_MS + 10_000);
    expect(window.view(START_MS + 10_000)?.remaining).toBe(17);
    expect(window.view(START_MS + 60_000)).not.toBeNull();
  });

  it('takes a minute from the first answer where there is no Reset, or one that cannot be true', () => {
    for (const resetMs of [null, 1_900_000_000_000]) {
      const window = createRateWindow();
      ask(window, withRate(20, 12, resetMs));
      ask(window, withRate(20, 11, resetMs), START_MS + 30_000);
      expect(window.view(START_MS + 30_000)).toEqual({ limit: 20, remaining: 11, endsInMs: 31_000 });
      expect(window.view(START_MS + 61_000)).toBeNull();
    }
  });

  it('does not believe more remaining than the limit', () => {
    const window = createRateWindow();
    ask(window, withRate(5, 119, 60_000));
    expect(window.view(START_MS)).toMatchObject({ limit: 5, remaining: 5 });
  });

  it('takes what remains for the limit where only that is told', () => {
    const window = createRateWindow();
    ask(window, withRate(null, 40, 60_000));
    expect(window.view(START_MS)).toMatchObject({ limit: 40, remaining: 40 });
  });

  it('falls to what the other processes know, less what they were not told of', () => {
    const window = createRateWindow();
    ask(window, withRate(20, 18, 60_000));
    window.adopt({ limit: 20, remaining: 9, endsInMs: 59_000 }, 2, START_MS);
    expect(window.view(START_MS)).toEqual({ limit: 20, remaining: 7, endsInMs: 59_000 });
    window.adopt({ limit: 20, remaining: 15, endsInMs: 60_000 }, 0, START_MS);
    expect(window.view(START_MS)).toEqual({ limit: 20, remaining: 7, endsInMs: 59_000 });
  });

  it('comes from the other processes when they saw a window that this one did not', () => {
    const window = createRateWindow();
    window.adopt({ limit: 20, remaining: 9, endsInMs: 5_000 }, 0, START_MS);
    expect(window.view(START_MS)?.remaining).toBe(9);
    window.adopt({ limit: 20, remaining: 19, endsInMs: 60_000 }, 0, START_MS + 4_500);
    expect(window.view(START_MS + 4_500)).toEqual({ limit: 20, remaining: 19, endsInMs: 60_000 });
  });
});
