import { z } from 'zod';
import { phi } from '../../../../domain/phi';
import { toE164 } from '../../../../domain/phones/e164';
import { idParams } from '../../route';

const E164_ERROR = 'must be a telephone number in E.164, such as +12025550142';

/** `{kind: "sms", number}`. */
export const setStaffChannelInput = z.object({
  params: idParams,
  body: z.strictObject({
    kind: z.literal('sms', { error: 'must be sms' }),
    number: z
      .string({ error: E164_ERROR })
      .refine((number) => number.startsWith('+') && toE164(number) === number, { error: E164_ERROR })
      .transform((number) => phi(number)),
  }),
});

export type SetStaffChannelInput = z.output<typeof setStaffChannelInput>;
