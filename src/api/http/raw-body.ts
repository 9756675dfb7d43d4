import express, { type RequestHandler, type Response } from 'express';
import { sendProblem } from './problem';

/** Vapi's bodies hold the whole conversation and grow with the call; no maximum is published. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;
const JSON_TYPES = ['application/json', 'application/*+json'];
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the body's bytes and keeps them as they came, for a signature over them; parses nothing. Compressed bodies are
 * refused (415): a small one can unpack to a huge one, and this runs before authentication. Too large is 413. Both
 * through the error handler.
 */
export function readRawBody(limitBytes = BODY_LIMIT_BYTES): RequestHandler {
  const readBytes: RequestHandler = express.raw({ type: () => true, limit: limitBytes, inflate: false });
  return (req, res, next) => {
    readBytes(req, res, (error?: unknown) => {
      res.locals['rawBody'] = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      req.body = undefined;
      next(error);
    });
  };
}

/** The bytes that `readRawBody` kept. Throws where it has not run, which is a mistake in the order of middleware. */
export function rawBodyOf(res: Pick<Response, 'locals'>): Buffer {
  const bytes: unknown = res.locals['rawBody'];
  if (Buffer.isBuffer(bytes)) return bytes;
  throw new Error('readRawBody must run before');
}

/** Parses the kept bytes into `req.body`. Another content type is 415; what is not JSON in UTF-8 is 400. */
export function parseJsonBody(): RequestHandler {
  return (req, res, next) => {
    if (!req.is(JSON_TYPES)) {
      sendProblem(res, 'unsupported-media-type');
      return;
    }
    const parsed = parseJson(rawBodyOf(res));
    if (parsed === undefined) {
      sendProblem(res, 'malformed-json');
      return;
    }
    req.body = parsed;
    next();
  };
}

/** Undefined where the bytes are not JSON; JSON has no undefined of its own. */
function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}
