import { z } from 'zod';

/** The next `count` requests on a path (below /v4, such as `/appointments`) fail so; `reset` cuts the connection. */
export const faultSchema = z.strictObject({
  path: z.string().startsWith('/'),
  method: z.enum(['GET', 'POST', 'DELETE']).optional(),
  status: z.union([z.int().min(400).max(599), z.literal('reset')]),
  errorCode: z
    .string()
    .regex(/^API\d{4}$/)
    .optional(),
  count: z.int().min(1).default(1),
});
export type Fault = z.infer<typeof faultSchema>;

/** How any answer comes, or does not. */
export const transportKnobs = {
  'env.wrap': z.enum(['as-sampled', 'object', 'array']).default('as-sampled'),
  'env.contentType': z.enum(['json', 'html']).default('json'),
  'page.beyondEnd': z.enum(['204', '200-empty']).default('204'),
  'rate.limitPerMinute': z.int().min(1).default(1_200),
  'api.latencyMs': z.int().min(0).max(60_000).default(0),
  'api.faults': z.array(faultSchema).default([]),
};
