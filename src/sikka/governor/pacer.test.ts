import { createPacer } from './pacer';

const NOW_MS = 1_000_000;

describe('the pacer', () => {
  it('spreads turns over what is left of the window without the reserve', () => {
    const pacer = createPacer(0.3);
    const window = { limit: 20, remaining: 16, endsInMs: 30_000 };
    const turns = [1, 2, 3].map(() => pacer.nextTurnInMs(window, 30_000, NOW_MS));
    expect(turns).toEqual([0, 3_000, 6_000]);
    expect(pacer.nextTurnInMs(window, 30_000, NOW_MS + 60_000)).toBe(0);
  });

  it('books nothing for who would have to wait too long', () => {
    const pacer = createPacer(0.3);
    const window = { limit: 20, remaining: 7, endsInMs: 50_000 };
    expect(pacer.nextTurnInMs(window, 30_000, NOW_MS)).toBe(0);
    expect(pacer.nextTurnInMs(window, 30_000, NOW_MS)).toBe(50_000);
    expect(pacer.nextTurnInMs(window, 30_000, NOW_MS)).toBe(50_000);
  });

  it('has no turn in a window of which only the reserve is left', () => {
    const window = { limit: 20, remaining: 6, endsInMs: 12_000 };
    expect(createPacer(0.3).nextTurnInMs(window, 30_000, NOW_MS)).toBe(12_000);
  });
});
