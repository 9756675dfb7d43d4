import { z } from 'zod';

const MAX_TEXT = 200;

const isTemplate = (value: string): boolean => value.includes('{{') || value.includes('}}');

/**
 * Text that a language model wrote after hearing a stranger: trimmed, bounded, empty counts as absent, and a template
 * that nobody filled in (`{{customer.number}}`, or the parameter's own name) is refused.
 */
export const spokenText = (what: string, max = MAX_TEXT): z.ZodType<string | undefined> =>
  z
    .union([z.string(), z.number()], { error: `${what} must be text` })
    .transform((value) => String(value).trim())
    .refine((value) => value.length <= max, { error: `${what} is too long; send at most ${String(max)} characters` })
    .refine((value) => !isTemplate(value) && value !== what, {
      error: `${what} holds a template that was never filled in; send what the caller said, or leave it out`,
    })
    .transform((value) => (value === '' ? undefined : value))
    .nullish()
    .transform((value) => value ?? undefined);

/** A short code that we handed out in this call: `P1`, `S3`, `A2`. */
export const shortCode = (letter: 'P' | 'S' | 'A', what: string, example: string): z.ZodType<string> =>
  z
    .string({ error: `${what} is missing; send the code from the earlier answer, such as ${example}` })
    .transform((value) => value.trim().replaceAll(/[()]/g, '').toUpperCase())
    .refine((value) => new RegExp(`^${letter}[1-9][0-9]{0,3}$`).test(value), {
      error: `${what} must be a code from an earlier answer in this call, such as ${example}`,
    });

/** The first name that the model used for a value, when two are accepted. */
export const firstOf = (args: Record<string, unknown>, ...names: string[]): unknown =>
  names.map((name) => args[name]).find((value) => value !== undefined && value !== null && value !== '');

/** The schema's complaints as one instruction. Messages are constants of ours and hold nothing that was sent. */
export const complaintOf = (error: z.ZodError): string =>
  [...new Set(error.issues.map((issue) => issue.message))].slice(0, 3).join('; ');
