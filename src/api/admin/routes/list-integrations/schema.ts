import { z } from 'zod';
import { pageFields } from '../../../http/page';
import { idText } from '../../route';

/** `?accountId=&limit=&cursor=`. A field that is not known is refused: a misspelt filter would show everything. */
export const listIntegrationsInput = z.object({
  query: z.strictObject({ accountId: idText.optional(), ...pageFields }),
});

export type ListIntegrationsInput = z.output<typeof listIntegrationsInput>;
