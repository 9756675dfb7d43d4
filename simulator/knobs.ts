import { z } from 'zod';

/** The next `count` requests on a path (below /v4, such as `/appointments`) fail so; `reset` cuts the connection. */
const faultSchema = z.strictObject({
  path: z.string().startsWith('/'),
  method: z.enum(['GET', 'POST', 'DELETE']).optional(),
  status: z.union([z.int().min(400).max(599), z.literal('reset')]),
  errorCode: z
    .string()
    .regex(/^API\d{4}$/)
    .optional(),
  count: z.int().min(1).default(1),
});
type Fault = z.infer<typeof faultSchema>;

/**
 * What no source says about the live service, each open question a setting; README.md tells what each one does. The
 * first value of a list is the default. A default is a choice, not a fact: clients have to work under all of them.
 */
const knobsSchema = z.strictObject({
  'key.reissue': z.enum(['new', 'running']).default('new'),
  'key.oldAfterRefresh': z.enum(['valid', 'dead']).default('valid'),
  'key.lifeSeconds': z.int().min(1).default(86_400),
  'refresh.rotates': z.enum(['same', 'rotate', 'none']).default('same'),
  'auth.practicesHeader': z.enum(['app-pair', 'request-key', 'either']).default('app-pair'),
  'env.wrap': z.enum(['as-sampled', 'object', 'array']).default('as-sampled'),
  'env.contentType': z.enum(['json', 'html']).default('json'),
  'page.beyondEnd': z.enum(['204', '200-empty']).default('204'),
  'patients.phoneMatch': z.enum(['digits-only', 'exact', 'dashed-only', 'suffix']).default('digits-only'),
  'patients.textMatch': z.enum(['ignore-case', 'exact', 'prefix', 'substring']).default('ignore-case'),
  'appts.cancelledForm': z.enum(['True', 'T', '1', 'status-only', 'removed']).default('True'),
  'schedule.format': z.enum(['HH:mm', 'h:mm tt', 'ISO']).default('HH:mm'),
  /** Milliseconds from acceptance (or from the utility's return) to completion. */
  'write.delay': z.int().min(0).default(8_000),
  'write.never': z.boolean().default(false),
  'write.slotTaken': z.enum(['double-books', '409', 'fails-later']).default('double-books'),
  'write.duplicate': z.enum(['two', 'one']).default('two'),
  'write.lostAnswer': z
    .enum(['none', 'queued-reset', 'queued-504', 'queued-500', 'lost-reset', 'lost-504', 'lost-500'])
    .default('none'),
  'write.resultFields': z.enum(['created_id', 'appointment_sr_no', 'both', 'neither']).default('created_id'),
  'write.specialChars': z.enum(['400', '422', 'fails-later', 'stripped', 'stored']).default('400'),
  'spu.online': z.boolean().default(true),
  /** Minutes before a change in the practice's book shows in reads. */
  'read.lag': z.number().min(0).default(0),
  'rate.limitPerMinute': z.int().min(1).default(1_200),
  'api.latencyMs': z.int().min(0).max(60_000).default(0),
  'api.faults': z.array(faultSchema).default([]),
});
export type Knobs = z.infer<typeof knobsSchema>;

export interface KnobBoard {
  readonly current: Readonly<Knobs>;
  /** Changes the given settings and leaves the rest. Throws a ZodError on an unknown name or value. */
  merge(patch: unknown): Readonly<Knobs>;
  reset(): void;
  /** The first fault that fits the request, counted down; null when there is none. */
  takeFault(method: string, path: string): Fault | null;
}

/** @param initial settings that differ from the defaults, also after a reset */
export function createKnobs(initial: unknown): KnobBoard {
  const start = knobsSchema.parse(initial);
  let current = start;
  return {
    get current() {
      return current;
    },
    merge(patch) {
      current = knobsSchema.parse({ ...current, ...z.record(z.string(), z.unknown()).parse(patch) });
      return current;
    },
    reset() {
      current = start;
    },
    takeFault(method, path) {
      const fault = current['api.faults'].find(
        (one) => one.path === path && (one.method === undefined || one.method === method),
      );
      if (fault === undefined) return null;
      const left = { ...fault, count: fault.count - 1 };
      const faults = current['api.faults'].flatMap((one) => (one !== fault ? [one] : left.count > 0 ? [left] : []));
      current = { ...current, 'api.faults': faults };
      return fault;
    },
  };
}
