import { z } from 'zod';

const YES = ['true', 'yes', 'y', 'sí', 'si'];
const NO = ['false', 'no', 'n', ''];

/** Whether the caller agreed to a text message. Only a clear yes is one. */
export const textConsent: z.ZodType<boolean> = z
  .union([z.boolean(), z.string()], { error: 'textConsent must be true or false' })
  .nullish()
  .transform((value, context) => {
    if (typeof value === 'boolean') return value;
    const word = (value ?? '').trim().toLowerCase();
    if (!YES.includes(word) && !NO.includes(word)) {
      context.addIssue({
        code: 'custom',
        message: 'textConsent must be true or false; ask the caller whether the office may text them',
      });
    }
    return YES.includes(word);
  });
