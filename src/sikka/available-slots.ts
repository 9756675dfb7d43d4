import { z } from 'zod';
import type { PmsOpenSlot, PmsSoftware } from '../domain/pms';
import { tellsFreeSlots } from '../domain/pms-family';
import { ok } from '../domain/result';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { localDateOf, localTimeOf, text } from './fields';
import { readAllRows, withinContext } from './paging';
import { PMS_FIELD } from './pms-rules/write-rules';
import type { DateRange } from './practice-schedule';
import { fail, readReply, type SikkaReply } from './reply';
import { unsendableField } from './send-limits';

export interface SlotFilter extends DateRange {
  readonly providerId?: string;
  readonly operatory?: string;
}

const rowSchema = z.object({
  practice_id: text,
  provider_id: text,
  operatory: text,
  date: text.refine((value) => localDateOf(value) !== null),
  time: text.refine((value) => localTimeOf(value) !== null),
  end_time: text,
  template_code: text,
  template_type: text,
});

const toSlot = (row: z.infer<typeof rowSchema>): PmsOpenSlot => ({
  providerId: row.provider_id,
  operatory: row.operatory,
  date: localDateOf(row.date) ?? '',
  startTime: localTimeOf(row.time) ?? '',
  endTime: localTimeOf(row.end_time),
  templateCode: row.template_code,
  templateType: row.template_type,
});

/**
 * The free slots that the practice's software tells by itself; none is an empty list (204). Refused without a request
 * for software that tells none: there 204 says nothing of what is free, and openings are computed.
 */
export const listAvailableSlots =
  (calls: SikkaCalls) =>
  (
    context: OfficeCallContext & { readonly pms: PmsSoftware },
    filter: SlotFilter,
  ): Promise<SikkaReply<readonly PmsOpenSlot[]>> =>
    withinContext(context, async (within) => {
      if (!tellsFreeSlots(context.pms)) return fail(unsendableField(PMS_FIELD), []);
      const { practiceId } = context.office;
      const { startDate, endDate, providerId, operatory } = filter;
      const query = {
        practice_id: practiceId,
        startdate: startDate,
        enddate: endDate,
        fields: 'end_time,operatory',
        ...(providerId === undefined ? {} : { provider_id: providerId }),
        ...(operatory === undefined ? {} : { operatory }),
      };
      const list = { endpoint: '/appointments_available_slots', query, row: rowSchema };
      const reply = await readAllRows((call) => calls.callOffice(within, call), list);
      return readReply(reply, (rows) => {
        const slots = rows.filter((row) => row.practice_id === practiceId).map(toSlot);
        return ok(
          slots.filter(
            (slot) =>
              slot.date >= startDate &&
              slot.date <= endDate &&
              (providerId === undefined || slot.providerId === providerId) &&
              (operatory === undefined || slot.operatory === '' || slot.operatory === operatory),
          ),
        );
      });
    });
