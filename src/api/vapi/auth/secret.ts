import type { Secret } from '../../../domain/secret';
import { equalsAnyInConstantTime } from './constant-time';
import { headerOf, type AuthCheck } from './refusal';

/** Vapi's own header of the legacy secret, and the name that existing set-ups gave theirs. */
const SECRET_HEADERS = ['x-vapi-secret', 'x-vapi-signature'];

/** Mode `secret`: the plain shared secret in either header. */
export function checkSecret(config: { readonly secrets: readonly Secret[] }): AuthCheck {
  return ({ headers }) => {
    const presented = SECRET_HEADERS.map((name) => headerOf(headers, name)).filter((value) => value !== null);
    if (presented.length === 0) return 'credential-missing';
    const secrets = config.secrets.map((secret) => secret.expose());
    const isOneRight = presented.map((value) => equalsAnyInConstantTime(value, secrets)).includes(true);
    return isOneRight ? null : 'credential-wrong';
  };
}
