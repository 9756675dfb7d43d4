import { z } from 'zod';
import { StaffTaskKind } from '../../../../persistence/staff-tasks';
import { pageFields } from '../../../http/page';
import { idText } from '../../route';

const KINDS = Object.values(StaffTaskKind);

/** `?status=&kind=&accountId=&limit=&cursor=`. */
export const listTasksInput = z.object({
  query: z.strictObject({
    status: z.enum(['open', 'done'], { error: 'must be open or done' }).optional(),
    kind: z.enum(KINDS, { error: `must be one of ${KINDS.join(', ')}` }).optional(),
    accountId: idText.optional(),
    ...pageFields,
  }),
});

export type ListTasksInput = z.output<typeof listTasksInput>;
