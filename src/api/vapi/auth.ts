import type { Request, RequestHandler } from 'express';
import type { VapiAuthConfig } from '../../config/vapi-auth';
import type { TurnAway } from '../http/failed-sign-ins';
import { sendProblem } from '../http/problem';
import { rawBodyOf } from '../http/raw-body';
import { checkBearer } from './auth/bearer';
import { checkHmac } from './auth/hmac';
import type { AuthCheck, AuthRefusal } from './auth/refusal';
import { checkSecret } from './auth/secret';

export interface VapiAuthDependencies {
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
  /** Counts and audits a refusal. The reason is for us; the answer is the same whatever it is. */
  readonly onRefused: (reason: AuthRefusal, req: Request) => void;
  /** Answers in place of the 401 whoever fails again and again. */
  readonly turnAway?: TurnAway;
}

/**
 * Lets only Vapi pass, in the one mode that is configured. Runs after `readRawBody` and before any parsing. A refused
 * request gets a constant 401 problem document.
 */
export function authenticateVapi(
  config: VapiAuthConfig,
  { nowMs, onRefused, turnAway }: VapiAuthDependencies,
): RequestHandler {
  const check = checkFor(config, nowMs);
  return async (req, res, next) => {
    const refusal = check({ headers: req.headers, rawBody: rawBodyOf(res) });
    if (refusal === null) {
      next();
      return;
    }
    onRefused(refusal, req);
    if (await turnAway?.(req, res)) return;
    // A 401 must name a scheme (RFC 9110, 11.6.1); this one does not tell which mode is set.
    res.set('WWW-Authenticate', 'Vapi');
    sendProblem(res, 'unauthorized');
  };
}

function checkFor(config: VapiAuthConfig, nowMs: () => number): AuthCheck {
  switch (config.mode) {
    case 'secret':
      return checkSecret(config);
    case 'bearer':
      return checkBearer(config);
    case 'hmac':
      return checkHmac(config, nowMs);
  }
}
