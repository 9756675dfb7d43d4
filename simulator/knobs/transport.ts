import { z } from 'zod';
import { faultSchema } from './faults';
import { latencySchema } from './latency';

/** Numbers are taken as text too, as in the settings of other knobs. */
const oneOf = <T extends number>(...values: readonly [T, ...T[]]) =>
  z.coerce.number().pipe(z.literal(values)).default(values[0]);

const dailyCapSchema = z.strictObject({
  requests: z.int().min(0).nullable(),
  code: z.enum(['API2012', 'API2011']).default('API2012'),
});

/** How any answer comes, or does not. */
export const transportKnobs = {
  'env.wrap': z.enum(['as-sampled', 'object', 'array']).default('as-sampled'),
  'env.contentType': z.enum(['json', 'html']).default('json'),
  'env.defaultLimit': oneOf(50, 500, 5_000),
  'limit.over5000': z.enum(['clamp', '400']).default('clamp'),
  'page.beyondEnd': z.enum(['204', '200-empty']).default('204'),
  'rate.scope': z.enum(['app', 'key', 'practice']).default('app'),
  'rate.headers': z.enum(['full', 'no-reset', 'none', 'remaining-above-limit']).default('full'),
  'rate.limitPerMinute': z.int().min(1).default(1_200),
  /** Calls of an office in one of its local days; null is no cap. */
  'rate.dailyCap': dailyCapSchema.default({ requests: null, code: 'API2012' }),
  'api.latencyMs': z.int().min(0).max(60_000).default(0),
  /** On top of `api.latencyMs`. */
  'api.latency': latencySchema.default({ kind: 'fixed', ms: 0 }),
  /** By path below /v4, in place of `api.latency`. */
  'api.latencyByPath': z.record(z.string().startsWith('/'), latencySchema).default({}),
  'api.faults': z.array(faultSchema).default([]),
  /** Starts the drawing of lots, for latencies and faults, anew. */
  'api.randomSeed': z.int().default(1),
};
