import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

/** Express's additions to Node's request, as far as they are safe: the route as it was declared, never the filled-in URL. */
const expressPartSchema = z.object({
  route: z.object({ path: z.string() }).optional().catch(undefined),
  res: z
    .object({ locals: z.object({ requestId: z.string() }) })
    .optional()
    .catch(undefined),
});

export interface SafeRequest {
  readonly method: string | undefined;
  /** Null when no route matched. */
  readonly route: string | null;
  readonly requestId: string | null;
}

/** Method, route template and request id. URL, query, headers and body hold secrets and PHI, and are never logged. */
export function toSafeRequest(request: IncomingMessage): SafeRequest {
  const { route, res } = expressPartSchema.parse(request);
  return { method: request.method, route: route?.path ?? null, requestId: res?.locals.requestId ?? null };
}
