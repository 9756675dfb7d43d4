import { z } from 'zod';
import { ok } from '../domain/result';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { id, text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, type SikkaReply } from './reply';

/** A login of the practice's software, which some ask for as the `user` of a write. */
export interface PmsUser {
  readonly userId: string;
  readonly firstName: string;
  readonly lastName: string;
}

const rowSchema = z.object({ user_id: id, firstname: text, lastname: text, status: text, practice_id: text });

/** The active users. The rows' practice is not documented: those that name another one are left out. */
export const listPmsUsers =
  (calls: SikkaCalls) =>
  (context: OfficeCallContext): Promise<SikkaReply<readonly PmsUser[]>> =>
    withinContext(context, async (within) => {
      const { practiceId } = context.office;
      const list = { endpoint: '/pms_users', query: { status: 'active' }, row: rowSchema };
      const reply = await readAllRows((call) => calls.callOffice(within, call), list);
      return readReply(reply, (rows) => {
        const isOwn = ({ practice_id }: z.infer<typeof rowSchema>): boolean =>
          practice_id === '' || practice_id === practiceId;
        const active = rows.filter((row) => isOwn(row) && row.status.toLowerCase() === 'active');
        return ok(active.map((row) => ({ userId: row.user_id, firstName: row.firstname, lastName: row.lastname })));
      });
    });
