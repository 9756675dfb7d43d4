import fc from 'fast-check';
import { createRandom } from '../seed/prng';
import { drawLatencyMs, latencySchema } from './latency';

const draws = (latency: unknown, count: number, seed = 1): number[] => {
  const parsed = latencySchema.parse(latency);
  const random = createRandom('test', seed);
  return Array.from({ length: count }, () => drawLatencyMs(parsed, random)).sort((one, other) => one - other);
};

describe('the latency of answers', () => {
  it('is the same each time when it is fixed', () => {
    expect(draws({ kind: 'fixed', ms: 12 }, 3)).toEqual([12, 12, 12]);
  });

  it('stays between its bounds, and uses them, when it is uniform', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const sorted = draws({ kind: 'uniform', minMs: 10, maxMs: 30 }, 200, seed);
        return sorted[0]! >= 10 && sorted[0]! < 15 && sorted.at(-1)! <= 30 && sorted.at(-1)! > 25;
      }),
      { numRuns: 50 },
    );
  });

  it('meets p50 and p99 within a tenth and a quarter when it has a long tail', () => {
    const sorted = draws({ kind: 'lognormal', p50Ms: 100, p99Ms: 2_000 }, 20_000);
    expect(Math.abs(sorted[10_000]! / 100 - 1)).toBeLessThan(0.1);
    expect(Math.abs(sorted[19_800]! / 2_000 - 1)).toBeLessThan(0.25);
  });

  it('comes out the same from the same seed', () => {
    const latency = { kind: 'lognormal', p50Ms: 100, p99Ms: 900 };
    expect(draws(latency, 5)).toEqual(draws(latency, 5));
    expect(draws(latency, 5)).not.toEqual(draws(latency, 5, 2));
  });

  it('refuses bounds in the wrong order and more than a minute', () => {
    for (const wrong of [
      { kind: 'uniform', minMs: 2, maxMs: 1 },
      { kind: 'lognormal', p50Ms: 2, p99Ms: 1 },
      { kind: 'fixed', ms: 60_001 },
    ]) {
      expect(latencySchema.safeParse(wrong).success).toBe(false);
    }
  });
});
