import { z } from 'zod';
import { ok } from '../domain/result';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, type SikkaReply } from './reply';

/** A value that the practice's software knows for a service, such as one of its status words. */
export interface PracticeVariable {
  readonly value: string;
  readonly description: string;
}

const rowSchema = z.object({ service_name: text, value: text, description: text, practice_id: text });

/** The practice's values of one service, such as `Appointment Status`. */
export const listPracticeVariables =
  (calls: SikkaCalls) =>
  (
    context: OfficeCallContext,
    { serviceName }: { readonly serviceName: string },
  ): Promise<SikkaReply<readonly PracticeVariable[]>> =>
    withinContext(context, async (within) => {
      const { practiceId } = context.office;
      const query = { practice_id: practiceId, service_name: serviceName };
      const list = { endpoint: '/practice_variables', query, row: rowSchema };
      const reply = await readAllRows((call) => calls.callOffice(within, call), list);
      return readReply(reply, (rows) => {
        const isOwn = (row: z.infer<typeof rowSchema>): boolean =>
          row.practice_id === practiceId && row.service_name.toLowerCase() === serviceName.toLowerCase();
        const own = rows.filter((row) => isOwn(row) && row.value !== '');
        return ok(own.map(({ value, description }) => ({ value, description })));
      });
    });
