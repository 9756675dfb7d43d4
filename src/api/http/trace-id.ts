import { randomBytes } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

/** W3C Trace Context, version 00: version, trace id, parent id, flags. A trace id of zeros is invalid. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Gives each request the trace id that its sender began, or one of ours. It stands in the audit rows of the request. */
export function assignTraceId(newTraceId: () => string = () => randomBytes(16).toString('hex')): RequestHandler {
  return (req, res, next) => {
    res.locals['traceId'] = TRACEPARENT.exec(req.get('traceparent') ?? '')?.[1] ?? newTraceId();
    next();
  };
}

/** The trace id of the request being answered; null before `assignTraceId` has run. */
export function traceIdOf(res: Pick<Response, 'locals'>): string | null {
  const traceId: unknown = res.locals['traceId'];
  return typeof traceId === 'string' ? traceId : null;
}
