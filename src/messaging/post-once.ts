import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { isAxiosError } from 'axios';
import type { Secret } from '../domain/secret';

export interface OneRequest {
  readonly url: Secret<URL>;
  readonly contentType: 'application/json' | 'application/x-www-form-urlencoded';
  readonly body: Secret;
  /** The value of the Authorization header. */
  readonly authorization: Secret | null;
  readonly timeoutMs: number;
}

/** `not-sent`: there was no connection, so not a byte left. `lost`: it may have arrived, and no answer came back. */
export type OneAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'lost' };

export type PostOnce = (request: OneRequest) => Promise<OneAnswer>;

const MAX_ANSWER_BYTES = 64 * 1024;
/** Refused, or the name does not resolve. */
const BEFORE_ANY_BYTE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * One POST: never repeated, no redirects, no kept connection that the other side may be closing. Whatever goes wrong is
 * a value that holds nothing of the request: axios' own errors carry its URL and body.
 */
export function createPostOnce(): PostOnce {
  const unchanged = [(data: unknown) => data];
  const http = axios.create({
    httpAgent: new HttpAgent({ keepAlive: false }),
    httpsAgent: new HttpsAgent({ keepAlive: false }),
    responseType: 'text',
    transformRequest: unchanged,
    transformResponse: unchanged,
    validateStatus: () => true,
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    proxy: false,
  });
  return async ({ url, contentType, body, authorization, timeoutMs }) => {
    try {
      const { status, data } = await http.post<string>(url.expose().href, body.expose(), {
        headers: {
          Accept: 'application/json',
          'Content-Type': contentType,
          ...(authorization === null ? {} : { Authorization: authorization.expose() }),
        },
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { kind: 'answered', status, body: data };
    } catch (failure) {
      return { kind: hasLeft(failure) ? 'lost' : 'not-sent' };
    }
  };
}

const codeOf = (failure: unknown): string =>
  typeof failure === 'object' && failure !== null && 'code' in failure && typeof failure.code === 'string'
    ? failure.code
    : '';

/** A host with several addresses fails with a list of errors: only when each of them was refused is it proof. */
function hasLeft(failure: unknown): boolean {
  const cause: unknown = isAxiosError(failure) ? (failure.cause ?? failure) : failure;
  const list = typeof cause === 'object' && cause !== null && 'errors' in cause ? cause.errors : null;
  const attempts: unknown[] = Array.isArray(list) && list.length > 0 ? list : [cause];
  return !attempts.every((attempt) => BEFORE_ANY_BYTE.has(codeOf(attempt)));
}
