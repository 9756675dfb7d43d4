import { z } from 'zod';
import { ok } from '../domain/result';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, type SikkaReply } from './reply';

const rowSchema = z.object({ status: text, practice_id: text });

/** The practice's own words for the state of a visit, as it spells them. The other source is `practice_variables`. */
export const listAppointmentStatuses =
  (calls: SikkaCalls) =>
  (context: OfficeCallContext): Promise<SikkaReply<readonly string[]>> =>
    withinContext(context, async (within) => {
      const { practiceId } = context.office;
      const list = { endpoint: '/appointment_statuses', query: { practice_id: practiceId }, row: rowSchema };
      const reply = await readAllRows((call) => calls.callOffice(within, call), list);
      return readReply(reply, (rows) => {
        const own = rows.filter((row) => row.practice_id === practiceId && row.status !== '');
        return ok([...new Set(own.map(({ status }) => status))]);
      });
    });
