import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { adminVariables, checkAdminAuth, toAdminAuthConfig, type AdminAuthConfig } from '../../config/admin-auth';
import { isProduction } from '../../config/common';
import { describeConfigProblems } from '../../config/problem';
import { readVariables, valueOf, type Environment } from '../../config/read-variables';
import { LaunchError } from '../dev/launch-error';

type SigningConfig = Extract<AdminAuthConfig, { mode: 'secret' }>;

const savedSecrets = z.object({ ADMIN_JWT_SECRET: z.string().optional() });

/**
 * The secret that the development stack checks tokens with, and the names that it wants in them: from the environment,
 * else from what `npm run dev` has saved. Nothing is made or written here.
 * @param env the user's environment; without NODE_ENV it is development, as for `npm run dev`
 * @throws LaunchError in production, with signing keys of an identity provider, and without a secret
 */
export function readSigningConfig(env: Environment, secretsFile: string): SigningConfig {
  if (valueOf(env, 'NODE_ENV') !== undefined && isProduction(env)) {
    throw new LaunchError(
      'No token is made in production: there, tokens are signed by your identity provider.',
      'For a development stack, set NODE_ENV=development or leave it out.',
    );
  }
  if (valueOf(env, 'ADMIN_JWKS_URL') !== undefined) {
    throw new LaunchError(
      'ADMIN_JWKS_URL is set, so tokens are signed by your identity provider.',
      'Ask it for one, or start the stack without ADMIN_JWKS_URL.',
    );
  }
  const withSaved = { ...env, ADMIN_JWT_SECRET: valueOf(env, 'ADMIN_JWT_SECRET') ?? readSavedSecret(secretsFile) };
  const values = readVariables(adminVariables(false), withSaved);
  const problems = [...(values.ok ? [] : values.error), ...checkAdminAuth(withSaved, false)];
  if (!values.ok || problems.length > 0) {
    throw new LaunchError(describeConfigProblems('token', problems), 'Correct them, or unset them.');
  }
  const config = toAdminAuthConfig(values.value);
  if (config?.mode !== 'secret') {
    throw new LaunchError(
      'There is no secret to sign with.',
      'Start the stack once (npm run dev), which makes one, or set ADMIN_JWT_SECRET.',
    );
  }
  return config;
}

function readSavedSecret(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return savedSecrets.parse(JSON.parse(readFileSync(file, 'utf8'))).ADMIN_JWT_SECRET;
  } catch {
    throw new LaunchError(`${file} is unreadable.`, 'Mend it, or start afresh with: npm run dev -- --fresh');
  }
}
