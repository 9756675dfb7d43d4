import type { RequestHandler, Response } from 'express';

/**
 * Gives each request an id of ours, in `X-Request-Id` and for the log. An id that the caller sends is ignored: it could
 * hold anything, and it would reach our logs.
 */
export function assignRequestId(newId: () => string): RequestHandler {
  return (_req, res, next) => {
    const requestId = newId();
    res.locals['requestId'] = requestId;
    res.set('X-Request-Id', requestId);
    next();
  };
}

/** The id of the request being answered; null before `assignRequestId` has run. */
export function requestIdOf(res: Pick<Response, 'locals'>): string | null {
  const requestId: unknown = res.locals['requestId'];
  return typeof requestId === 'string' ? requestId : null;
}
