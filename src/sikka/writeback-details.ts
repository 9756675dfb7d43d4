import { z } from 'zod';
import { ok } from '../domain/result';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, type SikkaReply } from './reply';

export interface WritebackChoice {
  /** What a write has to send: Sikka's `item`, not its description. */
  readonly value: string;
  readonly description: string;
}

const rowSchema = z.object({ category: text, item: text, description: text, practice_id: text });

/**
 * What the practice's software takes for one field of a write, such as `new_appointment` and `appttype`. Sikka's pages
 * spell the categories in several ways, so they are compared ignoring case. The call documents no filter by practice.
 */
export const listWritebackDetails =
  (calls: SikkaCalls) =>
  (
    context: OfficeCallContext,
    { writebackType, category }: { readonly writebackType: string; readonly category: string },
  ): Promise<SikkaReply<readonly WritebackChoice[]>> =>
    withinContext(context, async (within) => {
      const { practiceId } = context.office;
      const query = { writeback_type: writebackType, category };
      const list = { endpoint: '/writeback_details', query, row: rowSchema };
      const reply = await readAllRows((call) => calls.callOffice(within, call), list);
      return readReply(reply, (rows) => {
        const isOwn = (row: z.infer<typeof rowSchema>): boolean =>
          row.practice_id === practiceId && row.category.toLowerCase() === category.toLowerCase();
        const own = rows.filter((row) => isOwn(row) && row.item !== '');
        return ok(own.map(({ item, description }) => ({ value: item, description })));
      });
    });
