import { z } from 'zod';
import type { Random } from '../seed/prng';

const MOST_MS = 60_000;
const milliseconds = z.number().min(0).max(MOST_MS);

/** How long an answer takes, in milliseconds. `lognormal` has the long tail of real services, told by p50 and p99. */
export const latencySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), ms: milliseconds }),
  z
    .strictObject({ kind: z.literal('uniform'), minMs: milliseconds, maxMs: milliseconds })
    .refine(({ minMs, maxMs }) => minMs <= maxMs, 'minMs must not be above maxMs'),
  z
    .strictObject({ kind: z.literal('lognormal'), p50Ms: milliseconds.min(0.001), p99Ms: milliseconds.min(0.001) })
    .refine(({ p50Ms, p99Ms }) => p50Ms <= p99Ms, 'p50Ms must not be above p99Ms'),
]);
export type Latency = z.infer<typeof latencySchema>;

/** The 99th percentile of the normal distribution, in standard deviations. */
const P99_DEVIATIONS = 2.326348;

/** Box and Muller's method; 1 - next() is never 0. */
const standardNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

/** One draw, in milliseconds; never above a minute. */
export function drawLatencyMs(latency: Latency, random: Random): number {
  switch (latency.kind) {
    case 'fixed':
      return latency.ms;
    case 'uniform':
      return latency.minMs + (latency.maxMs - latency.minMs) * random.next();
    case 'lognormal': {
      const deviation = Math.log(latency.p99Ms / latency.p50Ms) / P99_DEVIATIONS;
      return Math.min(MOST_MS, latency.p50Ms * Math.exp(deviation * standardNormal(random)));
    }
  }
}
