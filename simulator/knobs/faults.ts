import { z } from 'zod';
import type { Random } from '../seed/prng';

/** The request is served, and its true answer comes cut short, packed wrongly, or as 200 with half of its JSON. */
const SPOILINGS = ['truncated', 'bad-gzip', 'malformed'] as const;
export type Spoiling = (typeof SPOILINGS)[number];

/**
 * Beside a status: `reset` cuts the connection before the request is looked at, `reset-after` when it was done,
 * `timeout` never answers, `html` is a gateway's error page.
 */
const SHAPES = ['reset', 'reset-after', 'timeout', 'html', ...SPOILINGS] as const;

/**
 * Requests on a path (below /v4: `/appointments`, or with a star at the end `/appointments/*`) fail so: the next
 * `count` of them, or with a `probability` each one by lot until the setting is taken back.
 */
export const faultSchema = z.strictObject({
  path: z.string().startsWith('/'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  status: z.union([z.int().min(400).max(599), z.enum(SHAPES)]),
  errorCode: z
    .string()
    .regex(/^API\d{4}$/)
    .optional(),
  count: z.int().min(1).default(1),
  probability: z.number().min(0).max(1).optional(),
});
export type Fault = z.infer<typeof faultSchema>;

const fits = (fault: Fault, method: string, path: string): boolean =>
  (fault.method === undefined || fault.method === method) &&
  (fault.path.endsWith('*') ? path.startsWith(fault.path.slice(0, -1)) : path === fault.path);

function spent(fault: Fault): Fault[] {
  if (fault.probability !== undefined) return [fault];
  return fault.count > 1 ? [{ ...fault, count: fault.count - 1 }] : [];
}

/** The first fault that fits and, where it goes by lot, is drawn; with what is left of the list. Null when none is. */
export function takeOne(
  faults: readonly Fault[],
  request: { readonly method: string; readonly path: string },
  random: Random,
): { readonly taken: Fault; readonly left: Fault[] } | null {
  const taken = faults.find(
    (one) =>
      fits(one, request.method, request.path) && (one.probability === undefined || random.chance(one.probability)),
  );
  if (taken === undefined) return null;
  return { taken, left: faults.flatMap((one) => (one === taken ? spent(one) : [one])) };
}

/** How the true answer is to be spoilt; null when the fault is of another kind. */
export const spoilingOf = (fault: Fault | null): Spoiling | null =>
  SPOILINGS.find((one) => one === fault?.status) ?? null;
