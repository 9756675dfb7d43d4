import { z } from 'zod';
import type { PmsProvider } from '../domain/pms';
import { ok } from '../domain/result';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { flagOf, id, text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, type SikkaReply } from './reply';

/** Sikka sends providers' `ssn` and `birthdate` too; what is not named here is dropped on arrival. */
const rowSchema = z.object({
  provider_id: id,
  practice_id: text,
  firstname: text,
  lastname: text,
  specialty: text,
  status: text,
  provider_type: text,
  is_hidden: text,
});

const isProvider = (word: string): boolean => word.toLowerCase() === 'provider';

const toProvider = (row: z.infer<typeof rowSchema>): PmsProvider => ({
  providerId: row.provider_id,
  firstName: row.firstname,
  lastName: row.lastname,
  specialty: row.specialty,
  isActive: row.status.toLowerCase() === 'active',
  isHidden: flagOf(row.is_hidden) === true,
});

/** The practice's dentists and hygienists, inactive ones too; its other staff (`provider_type` Staff) are left out. */
export const listProviders =
  (calls: SikkaCalls) =>
  (context: OfficeCallContext): Promise<SikkaReply<readonly PmsProvider[]>> =>
    withinContext(context, async (within) => {
      const { practiceId } = context.office;
      const query = { practice_id: practiceId, provider_type: 'Provider' };
      const reply = await readAllRows((call) => calls.callOffice(within, call), {
        endpoint: '/providers',
        query,
        row: rowSchema,
      });
      return readReply(reply, (rows) => {
        const own = rows.filter((row) => row.practice_id === practiceId && isProvider(row.provider_type));
        return ok(own.map(toProvider));
      });
    });
