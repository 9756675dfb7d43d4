import { isAxiosError } from 'axios';
import type { PmsError } from '../domain/pms-errors';
import { connectionError, unreadableError } from './errors';

/** Refused, or the name does not resolve: there was no connection, so not a byte of the request left. */
const BEFORE_ANY_BYTE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

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

/**
 * Maps what axios threw, at once and for good: its errors carry the request's headers and body, which hold keys and
 * PHI, so nothing of them is kept.
 */
export function connectionFailure(failure: unknown): PmsError {
  const isTooLong = isAxiosError(failure) && failure.message.startsWith('maxContentLength');
  const isBadGzip = /^(Z_|ERR__)/.test(codeOf(failure));
  if (isTooLong || isBadGzip) return unreadableError(null);
  return connectionError(hasLeft(failure));
}
