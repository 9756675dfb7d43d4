import { z } from 'zod';
import { toTenDigits } from '../../../../domain/phones/e164';
import { spokenName, spokenText } from '../../arguments';

/** What a caller says of themselves, as a language model wrote it down: refused with an instruction, never repaired. */

/** The same field, where it must be there. */
export const needed = <T>(schema: z.ZodType<T | undefined>, what: string): z.ZodType<T> =>
  schema.transform((value, context) => {
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `${what} is missing; ask the caller for it` });
    return z.NEVER;
  });

const NAME = /^\p{L}[\p{L}\p{M} .'’-]*$/u;

/** A name in letters, with what else stands in names: no digits, no titles after a comma. */
export const personName = (what: string): z.ZodType<string | undefined> =>
  spokenName(what, 60).refine((value) => value === undefined || NAME.test(value), {
    error: `${what} must be a name in letters only; ask the caller to spell it`,
  });

/** Ten digits of a North American number. */
export const phoneNumber = (what: string): z.ZodType<string | undefined> =>
  spokenText(what, 40).transform((value, context) => {
    if (value === undefined) return undefined;
    const digits = toTenDigits(value);
    if (digits !== null) return digits;
    context.addIssue({
      code: 'custom',
      message: `${what} must be a US number of ten digits; ask the caller to say it digit by digit`,
    });
    return z.NEVER;
  });

const EMAIL = z.email();

export const emailAddress = (what: string): z.ZodType<string | undefined> =>
  spokenText(what, 120).refine((value) => value === undefined || EMAIL.safeParse(value).success, {
    error: `${what} must look like name@example.com; ask the caller to spell it, or leave it out`,
  });
