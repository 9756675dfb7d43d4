import type { z } from 'zod';
import { Secret } from '../domain/secret';
import type { ConfigProblem } from './problem';
import { problemWith, valueOf, type Environment } from './read-variables';
import { text } from './text-schemas';

/** HS256 wants a key of at least the hash's length (RFC 7518, 3.2); a character of text holds less than a byte. */
const MIN_SECRET_CHARS = 32;
/** Issuer and audience of the tokens that `npm run token` makes. */
const DEV_NAME = 'parlae-dev';

/** @param isProduction true: no shared secret, and signing keys over https only */
export function adminVariables(isProduction: boolean) {
  const schemes = isProduction ? ['https:'] : ['https:', 'http:'];
  return {
    ADMIN_JWT_SECRET: text
      .refine(() => !isProduction, {
        error: 'must not be set in production; set ADMIN_JWKS_URL to the signing keys of your identity provider',
        abort: true,
      })
      .refine((value) => value.length >= MIN_SECRET_CHARS, { error: `must be at least ${MIN_SECRET_CHARS} characters` })
      .transform((value) => new Secret(value))
      .optional()
      .meta({ example: '<at least 32 random characters>' }),
    ADMIN_JWKS_URL: text
      .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), {
        error: isProduction ? 'must be an https:// URL in production' : 'must be an http:// or https:// URL',
        abort: true,
      })
      .transform((value) => new URL(value))
      .refine((url) => url.username === '' && url.password === '', { error: 'must hold no user and no password' })
      .transform((url) => url.href)
      .optional()
      .meta({ example: 'https://login.example.com/.well-known/jwks.json' }),
    ADMIN_JWT_ISSUER: nameInToken(isProduction).meta({ example: 'https://login.example.com/' }),
    ADMIN_JWT_AUDIENCE: nameInToken(isProduction).meta({ example: 'parlae' }),
  };
}

/** Who may sign tokens for the admin API, and which issuer and audience they must name. */
export type AdminAuthConfig =
  | { readonly mode: 'secret'; readonly secret: Secret; readonly issuer: string; readonly audience: string }
  | { readonly mode: 'jwks'; readonly jwksUrl: string; readonly issuer: string; readonly audience: string };

/** Null: nobody can sign in. What `checkAdminAuth` reports is null here too, so that half a setting opens nothing. */
export function toAdminAuthConfig(
  values: z.output<z.ZodObject<ReturnType<typeof adminVariables>>>,
): AdminAuthConfig | null {
  const { ADMIN_JWT_SECRET: secret, ADMIN_JWKS_URL: jwksUrl } = values;
  const { ADMIN_JWT_ISSUER: issuer, ADMIN_JWT_AUDIENCE: audience } = values;
  if (issuer === undefined || audience === undefined) return null;
  if (secret !== undefined) return jwksUrl === undefined ? { mode: 'secret', secret, issuer, audience } : null;
  return jwksUrl === undefined ? null : { mode: 'jwks', jwksUrl, issuer, audience };
}

/** What no variable can tell by itself: one kind of key at most, and with it the names that a token must hold. */
export function checkAdminAuth(env: Environment, isProduction: boolean): ConfigProblem[] {
  const variables = adminVariables(isProduction);
  const isSet = (name: string): boolean => valueOf(env, name) !== undefined;
  const hasUrl = isSet('ADMIN_JWKS_URL');
  const problems: ConfigProblem[] = [];
  if (hasUrl && isSet('ADMIN_JWT_SECRET')) {
    problems.push(problemWith(variables, 'ADMIN_JWKS_URL', 'must not be set together with ADMIN_JWT_SECRET'));
  }
  if (hasUrl && isProduction) {
    const missing = ['ADMIN_JWT_ISSUER', 'ADMIN_JWT_AUDIENCE'].filter((name) => !isSet(name));
    problems.push(...missing.map((name) => problemWith(variables, name, 'is missing, though ADMIN_JWKS_URL is set')));
  }
  return problems;
}

const nameInToken = (isProduction: boolean) => (isProduction ? text.optional() : text.prefault(DEV_NAME).optional());
