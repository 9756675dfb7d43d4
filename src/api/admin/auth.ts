import type { RequestHandler } from 'express';
import type { AdminAuthConfig } from '../../config/admin-auth';
import { err } from '../../domain/result';
import type { TurnAway } from '../http/failed-sign-ins';
import { sendProblem } from '../http/problem';
import { setPrincipal } from './auth/principal';
import { createSigningKeys, KEY_CACHE_TIMES, type KeyCacheTimes } from './auth/signing-keys';
import { createTokenVerifier, type AdminAuthRefusal } from './auth/verify-token';

export interface AdminAuthDependencies {
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
  /** Counts a refusal. The reason is for us; the answer does not tell it. */
  readonly onRefused: (reason: AdminAuthRefusal) => void;
  /** Answers in place of the 401 whoever fails again and again. */
  readonly turnAway?: TurnAway;
  readonly keyCacheTimes?: KeyCacheTimes;
}

/** RFC 6750, 2.1. A token in the query or the body is not looked for: addresses end up in logs. */
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * Lets only those pass who show a valid JWT. Everyone else gets the same 401; 503 while the signing keys cannot be had,
 * or where none were ever named (`config` null).
 */
export function authenticateAdmin(
  config: AdminAuthConfig | null,
  { nowMs, onRefused, turnAway, keyCacheTimes = KEY_CACHE_TIMES }: AdminAuthDependencies,
): RequestHandler {
  if (config === null) {
    return (_req, res) => {
      sendProblem(res, 'not-configured');
    };
  }
  const verifyToken = createTokenVerifier(config, createSigningKeys(config, keyCacheTimes), nowMs);
  return async (req, res, next) => {
    const token = BEARER.exec(req.headers.authorization ?? '')?.[1];
    const principal = token === undefined ? err('token-missing' as const) : await verifyToken(token);
    if (principal.ok) {
      setPrincipal(res, principal.value);
      next();
      return;
    }
    onRefused(principal.error);
    if (principal.error === 'keys-unavailable') {
      sendProblem(res, 'unavailable');
      return;
    }
    if (await turnAway?.(req, res)) return;
    res.set('WWW-Authenticate', 'Bearer');
    sendProblem(res, 'unauthorized');
  };
}
