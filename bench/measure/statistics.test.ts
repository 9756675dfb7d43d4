import fc from 'fast-check';
import { compare, percentile, summarise } from './statistics';

const oneToHundred = Array.from({ length: 100 }, (_, i) => i + 1);
const samples = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });
const share = fc.double({ min: 0.001, max: 1, noNaN: true });

describe('percentiles', () => {
  it('are the nearest rank', () => {
    expect(percentile(oneToHundred, 0.5)).toBe(50);
    expect(percentile(oneToHundred, 0.99)).toBe(99);
    expect(percentile(oneToHundred, 1)).toBe(100);
    expect(percentile([15, 20, 35, 40, 50], 0.3)).toBe(20);
  });

  it('sort by number rather than by text, whatever the order of the samples', () => {
    expect(percentile([100, 9, 20], 0.5)).toBe(20);
  });

  it('of one sample are that sample', () => {
    expect(summarise([7])).toEqual({ count: 1, p50Ms: 7, p99Ms: 7 });
  });

  it('are a sample that at least the share of all do not exceed, and none smaller is', () => {
    fc.assert(
      fc.property(samples, share, (values, wanted) => {
        const found = percentile(values, wanted);
        const shareUpTo = (limit: number): number => values.filter((value) => value <= limit).length / values.length;
        expect(values).toContain(found);
        expect(shareUpTo(found)).toBeGreaterThanOrEqual(wanted - 1e-9);
        const smaller = values.filter((value) => value < found);
        if (smaller.length > 0) expect(shareUpTo(Math.max(...smaller))).toBeLessThan(wanted + 1e-9);
      }),
    );
  });

  it('leave the samples as they were', () => {
    const values = [3, 1, 2];
    summarise(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('of nothing are refused', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
    expect(() => percentile([1], 0)).toThrow(RangeError);
    expect(() => percentile([1], 1.1)).toThrow(RangeError);
  });
});

describe('a comparison', () => {
  it('says how many times and how many milliseconds slower than the baseline, at each percentile', () => {
    const baseline = { count: 10, p50Ms: 2, p99Ms: 10 };
    const measured = { count: 10, p50Ms: 5, p99Ms: 15 };
    expect(compare(measured, baseline)).toEqual({ p50Ratio: 2.5, p99Ratio: 1.5, p50MoreMs: 3, p99MoreMs: 5 });
    expect(compare(baseline, measured).p50MoreMs).toBe(-3);
  });
});
