import { createHmac } from 'node:crypto';
import type { Secret } from '../../domain/secret';
import { equalsAnyInConstantTime } from '../vapi/auth/constant-time';

/**
 * Twilio's signature of a request with a form: HMAC-SHA1, in base64, over the whole URL as Twilio was given it and then
 * every parameter, name and value without anything between, in the order of the names (Twilio, "Validating requests").
 */
export function twilioSignature(authToken: Secret, url: string, form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort();
  // A name that is there twice counts with each of its different values.
  const pairs = names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value));
  return createHmac('sha1', authToken.expose())
    .update(url + pairs.join(''))
    .digest('base64');
}

export const isSignedByTwilio = (
  presented: string | undefined,
  signed: { readonly authToken: Secret; readonly url: string; readonly form: URLSearchParams },
): boolean =>
  presented !== undefined &&
  equalsAnyInConstantTime(presented, [twilioSignature(signed.authToken, signed.url, signed.form)]);
