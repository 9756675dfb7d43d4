import { z } from 'zod';
import { BookingState } from '../../../../domain/booking/states';
import { pageFields } from '../../../http/page';
import { idText } from '../../route';

const STATES = Object.values(BookingState);
const MAX_CALL_ID_CHARS = 200;
const CALL_ID_ERROR = `must be one text of 1 to ${String(MAX_CALL_ID_CHARS)} characters`;

/** `?callId=&state=&accountId=&limit=&cursor=`. */
export const listBookingsInput = z.object({
  query: z.strictObject({
    callId: z
      .string({ error: CALL_ID_ERROR })
      .min(1, { error: CALL_ID_ERROR })
      .max(MAX_CALL_ID_CHARS, { error: CALL_ID_ERROR })
      .optional(),
    state: z.enum(STATES, { error: `must be one of ${STATES.join(', ')}` }).optional(),
    accountId: idText.optional(),
    ...pageFields,
  }),
});

export type ListBookingsInput = z.output<typeof listBookingsInput>;
