import { z } from 'zod';
import type { PmsPractice } from '../domain/pms';
import { ok } from '../domain/result';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { id, text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, type SikkaReply } from './reply';

const rowSchema = z.looseObject({ practice_id: id, cust_id: text, name: text, phone: text });

/** The context's practice, with the `cust_id` that `operatories` asks for; null when the office has no such practice. */
export const findPractice =
  (calls: SikkaCalls) =>
  (context: OfficeCallContext): Promise<SikkaReply<PmsPractice | null>> =>
    withinContext(context, async (within) => {
      const { practiceId } = context.office;
      const list = { endpoint: '/practices', query: { practice_id: practiceId }, row: rowSchema };
      const reply = await readAllRows((call) => calls.callOffice(within, call), list);
      return readReply(reply, (rows) => {
        const row = rows.find(({ practice_id }) => practice_id === practiceId);
        if (row === undefined) return ok(null);
        return ok({ practiceId, custId: row.cust_id, name: row.name, phone: row.phone });
      });
    });
