export interface Summary {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Comparison {
  readonly p50Ratio: number;
  readonly p99Ratio: number;
  /** Negative: faster than the baseline. */
  readonly p50MoreMs: number;
  readonly p99MoreMs: number;
}

/**
 * The nearest-rank percentile: the smallest sample that at least this share of all samples does not exceed. A value that
 * was really measured, never one in between.
 * @param share above 0, at most 1
 */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.ceil(share * sorted.length) - 1];
  if (value === undefined) throw new RangeError('a percentile needs a sample, and a share above 0 and at most 1');
  return value;
}

export const summarise = (samplesMs: readonly number[]): Summary => ({
  count: samplesMs.length,
  p50Ms: percentile(samplesMs, 0.5),
  p99Ms: percentile(samplesMs, 0.99),
});

/** How much slower than its baseline: as ratio and in milliseconds, percentile by percentile. */
export const compare = (measured: Summary, baseline: Summary): Comparison => ({
  p50Ratio: measured.p50Ms / baseline.p50Ms,
  p99Ratio: measured.p99Ms / baseline.p99Ms,
  p50MoreMs: measured.p50Ms - baseline.p50Ms,
  p99MoreMs: measured.p99Ms - baseline.p99Ms,
});
