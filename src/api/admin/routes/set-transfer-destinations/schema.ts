import { z } from 'zod';
import { LANGUAGES } from '../../../../domain/language';
import { toE164 } from '../../../../domain/phones/e164';
import { DESTINATION_HOURS } from '../../../../domain/transfer/destination';
import { REASON_KINDS } from '../../../../domain/transfer/reason-kind';
import { idParams } from '../../route';

const MAX_DESTINATIONS = 50;
const NUMBER_ERROR = 'must be a telephone number in E.164, such as +12025550142';
const EXTENSION_ERROR = 'must be up to 8 digits, as text';

const oneOf = <const T extends readonly string[]>(words: T) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });
/** Left out or null: any. */
const anyOr = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

const destination = z.strictObject({
  number: z
    .string({ error: NUMBER_ERROR })
    .refine((number) => number.startsWith('+') && toE164(number) === number, { error: NUMBER_ERROR }),
  extension: anyOr(z.string({ error: EXTENSION_ERROR }).regex(/^\d{1,8}$/, { error: EXTENSION_ERROR })),
  language: anyOr(oneOf(LANGUAGES)),
  reason: anyOr(oneOf(REASON_KINDS)),
  hours: oneOf(DESTINATION_HOURS),
});

/** `{destinations: [{number, extension?, language?, reason?, hours}]}`, the preferred ones first. */
export const setTransferDestinationsInput = z.object({
  params: idParams,
  body: z.strictObject({
    destinations: z
      .array(destination, { error: 'must be a list' })
      .max(MAX_DESTINATIONS, { error: `must have at most ${String(MAX_DESTINATIONS)} entries` }),
  }),
});

export type SetTransferDestinationsInput = z.output<typeof setTransferDestinationsInput>;
