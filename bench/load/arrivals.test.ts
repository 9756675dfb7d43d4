import { arrivals } from './arrivals';

describe('arrivals', () => {
  it('are as many as asked for, on average', () => {
    const counts = Array.from({ length: 40 }, (_, seed) => arrivals(5, 60, seed).length);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(mean).toBeGreaterThan(280);
    expect(mean).toBeLessThan(320);
  });

  it('come in order, and none after the end', () => {
    const times = arrivals(20, 10, 7);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThan(10_000);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(arrivals(3, 30, 1)).toEqual(arrivals(3, 30, 1));
    expect(arrivals(3, 30, 1)).not.toEqual(arrivals(3, 30, 2));
  });

  it('bunch up as callers do, rather than keep a distance', () => {
    const times = arrivals(10, 60, 3);
    const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    expect(gaps.filter((gap) => gap < 20).length).toBeGreaterThan(gaps.length / 10);
    expect(gaps.filter((gap) => gap > 200).length).toBeGreaterThan(gaps.length / 20);
  });
});
