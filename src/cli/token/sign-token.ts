import { createSecretKey } from 'node:crypto';
import { SignJWT } from 'jose';
import type { AdminAuthConfig } from '../../config/admin-auth';
import type { TokenRequest } from './flags';

/** A JWT that the admin API of the same configuration accepts. @param nowMs epoch milliseconds */
export function signToken(
  { secret, issuer, audience }: Extract<AdminAuthConfig, { mode: 'secret' }>,
  { roles, accounts, subject, lifetimeMinutes }: TokenRequest,
  nowMs: number,
): Promise<string> {
  const issuedAtSeconds = Math.floor(nowMs / 1_000);
  return new SignJWT({ roles, accounts: typeof accounts === 'string' ? [accounts] : accounts })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(subject)
    .setIssuedAt(issuedAtSeconds)
    .setExpirationTime(issuedAtSeconds + lifetimeMinutes * 60)
    .sign(createSecretKey(secret.expose(), 'utf8'));
}
