import type { Response } from 'express';

/** The problems that we answer with, as a closed list. Title and detail are constant, so that nothing leaks through them. */
const PROBLEMS = {
  'bad-request': { status: 400, title: 'Bad request', detail: 'The request cannot be read.' },
  'malformed-json': { status: 400, title: 'Malformed JSON', detail: 'The body is not valid JSON.' },
  'invalid-input': { status: 400, title: 'Invalid input', detail: 'See errors: one entry for each wrong field.' },
  unauthorized: { status: 401, title: 'Unauthorized', detail: 'The request is not authenticated.' },
  forbidden: { status: 403, title: 'Forbidden', detail: 'The token does not carry a role that may do this.' },
  'bad-signature': { status: 403, title: 'Forbidden', detail: 'The request is not signed as it should be.' },
  'not-found': { status: 404, title: 'Not found', detail: 'There is nothing at this address.' },
  'method-not-allowed': { status: 405, title: 'Method not allowed', detail: 'See the Allow header.' },
  conflict: { status: 409, title: 'Conflict', detail: 'As things stand now, this cannot be done.' },
  'body-too-large': { status: 413, title: 'Body too large', detail: 'The body is larger than this address takes.' },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    detail: 'Send application/json, uncompressed.',
  },
  'rate-limited': { status: 429, title: 'Too many requests', detail: 'Try again later.' },
  'internal-error': {
    status: 500,
    title: 'Internal error',
    detail: 'The request failed. Quote the X-Request-Id header.',
  },
  'not-configured': {
    status: 503,
    title: 'Not configured',
    detail: 'This part of the service has not been set up. See .env.example.',
  },
  unavailable: { status: 503, title: 'Unavailable', detail: 'The service cannot answer now. Try again later.' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** One wrong field of a request: `limit`, `e164`, `hours.monday`. Never holds the value that was sent. */
export interface FieldProblem {
  readonly field: string;
  readonly problem: string;
}

/**
 * Ends the response with an RFC 9457 problem document, byte for byte the same for the same code.
 * @param errors for `invalid-input`: what is wrong, field by field
 */
export function sendProblem(res: Response, code: ProblemCode, errors?: readonly FieldProblem[]): void {
  const { status, title, detail } = PROBLEMS[code];
  const body = JSON.stringify({ type: `urn:parlae:problem:${code}`, title, status, detail, errors });
  res.status(status).set('Content-Type', 'application/problem+json').send(Buffer.from(body));
}
