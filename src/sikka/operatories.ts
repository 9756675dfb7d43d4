import { z } from 'zod';
import type { PmsOperatory } from '../domain/pms';
import { ok } from '../domain/result';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { flagOf, id, text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, type SikkaReply } from './reply';

const rowSchema = z.object({ operatory: id, abbreviation: text, cust_id: text, is_hidden: text });

/**
 * The practice's rooms, hidden ones too. Asked and filtered by `cust_id`, which Sikka demands: the `practice_id` in
 * these rows has another form (`1-0`) than in the other lists.
 */
export const listOperatories =
  (calls: SikkaCalls) =>
  (context: OfficeCallContext, { custId }: { readonly custId: string }): Promise<SikkaReply<readonly PmsOperatory[]>> =>
    withinContext(context, async (within) => {
      const list = { endpoint: '/operatories', query: { cust_id: custId }, row: rowSchema };
      const reply = await readAllRows((call) => calls.callOffice(within, call), list);
      return readReply(reply, (rows) => {
        const own = rows.filter(({ cust_id }) => cust_id === custId);
        return ok(
          own.map((row) => ({
            operatory: row.operatory,
            abbreviation: row.abbreviation,
            isHidden: flagOf(row.is_hidden) === true,
          })),
        );
      });
    });
