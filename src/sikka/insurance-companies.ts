import { z } from 'zod';
import type { PmsInsuranceCompany } from '../domain/pms';
import { ok } from '../domain/result';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { id, text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, type SikkaReply } from './reply';

/** Names are not among the default fields. */
const EXTRA_FIELDS = 'insurance_company_name,group_plan_name,carrier_id';

const rowSchema = z.object({
  insurance_company_id: id,
  practice_id: text,
  insurance_company_name: text,
  group_plan_name: text,
  group_plan_number: text,
  carrier_id: text,
  payer_id: text,
  phone: text,
});

const toCompany = (row: z.infer<typeof rowSchema>): PmsInsuranceCompany => ({
  insuranceCompanyId: row.insurance_company_id,
  name: row.insurance_company_name,
  groupPlanName: row.group_plan_name,
  groupPlanNumber: row.group_plan_number,
  carrierId: row.carrier_id,
  payerId: row.payer_id,
  phone: row.phone,
});

/** The insurance companies that the practice deals with, or the one of an id. Rows need not name their practice. */
export const listInsuranceCompanies =
  (calls: SikkaCalls) =>
  (
    context: OfficeCallContext,
    { insuranceCompanyId }: { readonly insuranceCompanyId?: string } = {},
  ): Promise<SikkaReply<readonly PmsInsuranceCompany[]>> =>
    withinContext(context, async (within) => {
      const { practiceId } = context.office;
      const wanted = insuranceCompanyId === undefined ? {} : { insurance_company_id: insuranceCompanyId };
      const query = { ...wanted, practice_id: practiceId, fields: EXTRA_FIELDS };
      const list = { endpoint: '/insurance_companies', query, row: rowSchema };
      const reply = await readAllRows((call) => calls.callOffice(within, call), list);
      return readReply(reply, (rows) => {
        const own = rows.filter((row) => row.practice_id === '' || row.practice_id === practiceId);
        const companies = own.map(toCompany);
        return ok(
          insuranceCompanyId === undefined
            ? companies
            : companies.filter((company) => company.insuranceCompanyId === insuranceCompanyId),
        );
      });
    });
