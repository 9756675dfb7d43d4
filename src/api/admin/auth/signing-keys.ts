import { createSecretKey } from 'node:crypto';
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import type { AdminAuthConfig } from '../../../config/admin-auth';

/** The identity provider's keys cannot be had: nothing can be said of the token. */
export class KeysUnavailableError extends Error {
  constructor() {
    super('the signing keys of the identity provider cannot be read');
    this.name = 'KeysUnavailableError';
  }
}

export interface SigningKeys {
  /** A token that names another algorithm is refused before any key is looked for. */
  readonly algorithms: readonly string[];
  /** @throws KeysUnavailableError, or an error of jose for a token that fits no key */
  readonly find: JWTVerifyGetKey;
}

export interface KeyCacheTimes {
  /** How long keys are used without asking again. */
  readonly maxAgeMs: number;
  /** How long after an answer an unknown key id makes us ask again: keys are changed, and tokens are invented. */
  readonly cooldownMs: number;
  /** How long after a failure nobody is asked. */
  readonly failureCooldownMs: number;
  readonly timeoutMs: number;
}

export const KEY_CACHE_TIMES: KeyCacheTimes = {
  maxAgeMs: 600_000,
  cooldownMs: 30_000,
  failureCooldownMs: 5_000,
  timeoutMs: 2_000,
};

const ASYMMETRIC = ['RS256', 'ES256', 'EdDSA'];

/**
 * The keys that may have signed a token. One kind of key, one list of algorithms: a public key can never be taken for a
 * shared secret, whatever the token says of itself (RFC 8725, 3.1). Keys and addresses inside a token are ignored.
 */
export function createSigningKeys(config: AdminAuthConfig, times = KEY_CACHE_TIMES): SigningKeys {
  if (config.mode === 'secret') {
    const key = createSecretKey(config.secret.expose(), 'utf8');
    return { algorithms: ['HS256'], find: () => Promise.resolve(key) };
  }
  const keySet = createRemoteJWKSet(new URL(config.jwksUrl), {
    cacheMaxAge: times.maxAgeMs,
    cooldownDuration: times.cooldownMs,
    timeoutDuration: times.timeoutMs,
    [customFetch]: fetchWithRest(times.failureCooldownMs),
  });
  return {
    algorithms: ASYMMETRIC,
    async find(header, token) {
      try {
        return await keySet(header, token);
      } catch (error) {
        throw isFaultOfToken(error) ? error : new KeysUnavailableError();
      }
    },
  };
}

/** All else that goes wrong in finding a key is the provider's: no answer, a wrong one, a key that is none. */
const isFaultOfToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;

/** jose itself rests after an answer only; while the provider is out, each request would wait for it anew. */
function fetchWithRest(restMs: number): (...request: Parameters<typeof fetch>) => Promise<Response> {
  let restsUntilMs = 0;
  return async (...request) => {
    // The same clock as jose's own cache.
    if (Date.now() < restsUntilMs) throw new KeysUnavailableError();
    try {
      const response = await fetch(...request);
      if (response.status !== 200) throw new KeysUnavailableError();
      restsUntilMs = 0;
      return response;
    } catch (error) {
      restsUntilMs = Date.now() + restMs;
      throw error;
    }
  };
}
