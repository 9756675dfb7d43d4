import type { z } from 'zod';
import { Secret } from '../domain/secret';
import { headerName, oneOf, text, trueOrFalse } from './text-schemas';

const MAX_LIVE_SECRETS = 2;
const MIN_SECRET_CHARS = 8;
const MIN_SECRET_CHARS_IN_PRODUCTION = 32;
/** Headers of the plain shared secret. A bearer token in one of them would be `secret` mode by another name. */
const PLAIN_SECRET_HEADERS = ['x-vapi-secret', 'x-vapi-signature'];

/** @param isStrict true in production, which asks for longer secrets */
export function vapiAuthVariables(isStrict: boolean) {
  return {
    VAPI_AUTH_MODE: oneOf(['secret', 'hmac', 'bearer']).meta({ example: 'hmac' }),
    VAPI_WEBHOOK_SECRET: liveSecrets(isStrict ? MIN_SECRET_CHARS_IN_PRODUCTION : MIN_SECRET_CHARS).meta({
      example: '<current secret>,<previous secret>',
    }),
    VAPI_HMAC_SIGNATURE_HEADER: headerName.prefault('x-signature').meta({ example: 'x-signature' }),
    VAPI_HMAC_TIMESTAMP_HEADER: headerName.prefault('x-timestamp').meta({ example: 'x-timestamp' }),
    VAPI_HMAC_ALGORITHM: oneOf(['sha256', 'sha512']).prefault('sha256').meta({ example: 'sha256' }),
    VAPI_HMAC_PREFIX: text.optional().meta({ example: 'sha256=' }),
    VAPI_HMAC_ENCODING: oneOf(['hex', 'base64']).prefault('hex').meta({ example: 'hex' }),
    VAPI_HMAC_INCLUDE_TIMESTAMP: trueOrFalse.prefault('true').meta({ example: 'true' }),
    VAPI_BEARER_HEADER: headerName
      .refine((name) => !PLAIN_SECRET_HEADERS.includes(name), {
        error: 'must not be a header of the plain secret; for that set VAPI_AUTH_MODE=secret',
      })
      .prefault('authorization')
      .meta({ example: 'authorization' }),
  };
}

/** How Vapi proves itself. `secrets` holds the current one and, while a rotation lasts, the previous one. */
export type VapiAuthConfig =
  | { readonly mode: 'secret'; readonly secrets: readonly Secret[] }
  | { readonly mode: 'bearer'; readonly secrets: readonly Secret[]; readonly headerName: string }
  | ({ readonly mode: 'hmac'; readonly secrets: readonly Secret[] } & HmacFormat);

export interface HmacFormat {
  /** Lower case, as all header names here. */
  readonly signatureHeader: string;
  readonly timestampHeader: string;
  readonly algorithm: 'sha256' | 'sha512';
  /** Stands before the signature in its header; '' for none. */
  readonly prefix: string;
  readonly encoding: 'hex' | 'base64';
  /** False: the body alone is signed, and nothing guards against a replay but the idempotency of the tools. */
  readonly includesTimestamp: boolean;
}

export function toVapiAuthConfig(values: z.output<z.ZodObject<ReturnType<typeof vapiAuthVariables>>>): VapiAuthConfig {
  const { VAPI_AUTH_MODE: mode, VAPI_WEBHOOK_SECRET: secrets } = values;
  if (mode === 'secret') return { mode, secrets };
  if (mode === 'bearer') return { mode, secrets, headerName: values.VAPI_BEARER_HEADER };
  return {
    mode,
    secrets,
    signatureHeader: values.VAPI_HMAC_SIGNATURE_HEADER,
    timestampHeader: values.VAPI_HMAC_TIMESTAMP_HEADER,
    algorithm: values.VAPI_HMAC_ALGORITHM,
    prefix: values.VAPI_HMAC_PREFIX ?? '',
    encoding: values.VAPI_HMAC_ENCODING,
    includesTimestamp: values.VAPI_HMAC_INCLUDE_TIMESTAMP,
  };
}

function liveSecrets(minChars: number) {
  return text.transform((value, context): readonly Secret[] => {
    const secrets = value.split(',').map((secret) => secret.trim());
    if (secrets.length > MAX_LIVE_SECRETS) context.addIssue('must be at most two secrets: current, previous');
    if (secrets.some((secret) => secret.length < minChars)) {
      context.addIssue(`must be secrets of at least ${minChars} characters, with a comma between`);
    }
    return secrets.map((secret) => new Secret(secret));
  });
}
