import { isSameSecret } from '../domain/secret';
import type { PracticeCredentials } from './port';

const NO_TOKENS = { requestKey: null, refreshKey: null, requestKeyExpiresAt: null } as const;

/**
 * What is to be stored when an office's credentials are stored (again): keys that were granted under another secret are
 * dropped, and living ones are not lost to a caller who knows the secret only.
 */
export function credentialsToStore(
  stored: PracticeCredentials | null,
  given: PracticeCredentials,
): PracticeCredentials {
  if (stored === null) return given;
  if (!isSameSecret(stored.secretKey, given.secretKey)) return { ...given, ...NO_TOKENS };
  const bringsTokens = given.requestKey !== null || given.refreshKey !== null;
  return bringsTokens ? given : stored;
}
