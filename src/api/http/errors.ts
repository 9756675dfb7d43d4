import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { sendProblem, type ProblemCode } from './problem';

/** What Express and its body parsers throw at a bad request. `expose` tells it from an outside error with a status. */
const requestErrorSchema = z.object({
  status: z.int().min(400).max(499),
  expose: z.literal(true),
  type: z.string().optional(),
});

/** The last route: nothing matched. */
export function answerNotFound(): RequestHandler {
  return (_req, res) => {
    sendProblem(res, 'not-found');
  };
}

/** The last handler of one path: its other methods are not allowed. */
export function answerMethodNotAllowed(...allowed: readonly string[]): RequestHandler {
  return (_req, res) => {
    res.set('Allow', allowed.join(', '));
    sendProblem(res, 'method-not-allowed');
  };
}

/**
 * The last error handler. A request that cannot be read gets its 4xx; all else is ours: logged, and answered with 500
 * and nothing of the error. Errors never go on to Express's own handler, which prints message and stack.
 */
export function handleErrors(logger: Pick<Logger, 'error'>): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, req, res, _next) => {
    const code = requestProblem(error) ?? 'internal-error';
    if (code === 'internal-error') logger.error({ err: error, req }, 'request failed');
    if (res.headersSent) {
      // Half an answer cannot be taken back; ending the connection tells the caller that it is not whole.
      res.destroy();
      return;
    }
    sendProblem(res, code);
  };
}

function requestProblem(error: unknown): ProblemCode | null {
  if (isUndecodablePath(error)) return 'bad-request';
  const { success, data } = requestErrorSchema.safeParse(error);
  if (!success) return null;
  if (data.status === 413) return 'body-too-large';
  return data.status === 415 ? 'unsupported-media-type' : 'bad-request';
}

/** Express's answer to `/%ff`; a URIError of our own making has no status. */
function isUndecodablePath(error: unknown): boolean {
  return error instanceof URIError && 'status' in error && error.status === 400;
}
