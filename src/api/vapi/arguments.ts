import { z } from 'zod';
import { isPlaceholder } from './arguments/placeholder';
import { readShortCode, type CodeLetter } from './arguments/short-code';

const MAX_TEXT = 200;
/** Marks that cannot be seen: in a task they could turn a line around, in a name they make it another one. */
const INVISIBLE = /\p{Cf}/gu;
/** What a model writes into a field for which it has nothing. */
const NOTHING = /^(?:null|undefined|none|nil|n\/?a|not (?:given|provided|specified|applicable|known))\.?$/i;

const textOf = (value: string | number): string => String(value).normalize('NFC').replace(INVISIBLE, '').trim();

/**
 * Text that a language model wrote after hearing a stranger: trimmed, bounded, empty counts as absent, and a template
 * that nobody filled in (`{{customer.number}}`, or the parameter's own name) is refused.
 * @param what the field's name, for the instruction
 */
export const spokenName = (what: string, max = MAX_TEXT): z.ZodType<string | undefined> =>
  z
    .union([z.string(), z.number()], { error: `${what} must be text` })
    .transform(textOf)
    .refine((value) => value.length <= max, { error: `${what} is too long; send at most ${String(max)} characters` })
    .refine((value) => !isPlaceholder(value, what), {
      error: `${what} holds a template that was never filled in; send what the caller said, or leave it out`,
    })
    .transform((value) => (value === '' ? undefined : value))
    .nullish()
    .transform((value) => value ?? undefined);

/** The same for what is no name: "none" and "n/a" are nothing said, while somebody may well be called Null. */
export const spokenText = (what: string, max = MAX_TEXT): z.ZodType<string | undefined> =>
  spokenName(what, max).transform((value) => (value !== undefined && NOTHING.test(value) ? undefined : value));

/** A short code that we handed out in this call: `P1`, `S3`, `A2`. `slot S1.` and `s-1` are S1; a name or a number is none. */
export const shortCode = (letter: CodeLetter, what: string, example: string): z.ZodType<string> =>
  z
    .string({ error: `${what} is missing; send the code from the earlier answer, such as ${example}` })
    .transform((value, context) => {
      const code = readShortCode(letter, value);
      if (code !== null) return code;
      context.addIssue({
        code: 'custom',
        message: `${what} must be a code from an earlier answer in this call, such as ${example}; no name, number or other id`,
      });
      return z.NEVER;
    });

/** The same where it only says a preference: what is no code counts as not said. */
export const optionalShortCode = (letter: CodeLetter): z.ZodType<string | undefined> =>
  z
    .unknown()
    .optional()
    .transform((value) => (typeof value === 'string' ? (readShortCode(letter, value) ?? undefined) : undefined));

const isSaid = (value: unknown): boolean =>
  value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');

/** The first name that the model used for a value, when two are accepted. */
export const firstOf = (args: Record<string, unknown>, ...names: string[]): unknown =>
  names.map((name) => args[name]).find(isSaid);

/** The schema's first complaints, in English. Messages are constants of ours and hold nothing that was sent. */
export const complaintsOf = (error: z.ZodError): readonly string[] =>
  [...new Set(error.issues.map((issue) => issue.message))].slice(0, 3);
