import { errors, jwtVerify } from 'jose';
import type { AdminAuthConfig } from '../../../config/admin-auth';
import { err, ok, type Result } from '../../../domain/result';
import { principalClaims, type AdminPrincipal } from './principal';
import { KeysUnavailableError, type SigningKeys } from './signing-keys';

/** Why nobody was let in: for our counters, never for the answer. */
export type AdminAuthRefusal = 'token-missing' | 'token-refused' | 'claims-unusable' | 'keys-unavailable';

export type VerifyToken = (token: string) => Promise<Result<AdminPrincipal, AdminAuthRefusal>>;

const CLOCK_TOLERANCE_SECONDS = 30;

/**
 * Checks signature, algorithm, issuer, audience and times of a JWT, then its claims. `exp` and `sub` are required.
 * @param nowMs epoch milliseconds
 */
export function createTokenVerifier(
  { issuer, audience }: Pick<AdminAuthConfig, 'issuer' | 'audience'>,
  { algorithms, find }: SigningKeys,
  nowMs: () => number,
): VerifyToken {
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, find, {
        algorithms: [...algorithms],
        issuer,
        audience,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(nowMs()),
      });
      const claims = principalClaims.safeParse(payload);
      return claims.success ? ok(claims.data) : err('claims-unusable');
    } catch (error) {
      if (error instanceof KeysUnavailableError) return err('keys-unavailable');
      if (error instanceof errors.JOSEError) return err('token-refused');
      throw error;
    }
  };
}
