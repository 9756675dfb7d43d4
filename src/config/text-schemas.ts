import { z } from 'zod';
import { Secret } from '../domain/secret';

/** Shared forms of an environment variable. Every message is ours, so that no message can repeat the value. */

export const text = z.string();

export const secretText = z.string().transform((value) => new Secret(value));

/** A whole number from `min` to `max`, both included. */
export function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error: message, abort: true })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: message });
}

/** One of a closed list of words. */
export function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, { error: `must be ${words.length === 1 ? '' : 'one of '}${words.join(', ')}` });
}

export const trueOrFalse = oneOf(['true', 'false']).transform((value) => value === 'true');

/** An HTTP header name, lower case as Node gives them. */
export const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/, { error: 'must be a header name: letters, digits and hyphens' })
  .transform((value) => value.toLowerCase());

/** The bytes of strict base64 (standard alphabet, padded), or null. Node's own decoder skips what it cannot read. */
export function decodeBase64(value: string): Buffer | null {
  const bytes = Buffer.from(value, 'base64');
  return bytes.toString('base64') === value ? bytes : null;
}
