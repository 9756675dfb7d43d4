import { z } from 'zod';

/** One line of text that we may store: no control characters (Postgres refuses U+0000) and no half characters. */
const STORABLE_LINE = /^[^\p{Cc}\p{Cs}]+$/u;
const MAX_CHARS = 256;
const MAX_URL_CHARS = 2_000;

/** Vapi changes its bodies without notice: a field of another form counts as absent rather than spoil the message. */
export function orNull<T extends z.ZodType>(schema: T) {
  return schema.nullable().catch(null);
}

/** An id, a number or a word of Vapi's; null when absent, odd or longer than 256 characters. */
export const line = orNull(z.string().max(MAX_CHARS).regex(STORABLE_LINE));

export const urlLine = orNull(z.string().max(MAX_URL_CHARS).regex(STORABLE_LINE));

/** A word of an open list of Vapi's, such as `call.in-progress.error-x`; never a sentence. */
export const word = orNull(z.string().regex(/^[A-Za-z0-9._-]{1,100}$/));
