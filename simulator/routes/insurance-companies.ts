import { whereEqual } from '../http/query';
import { list, type OfficeRoute, type Row } from '../http/reply';

/** Invented companies: name, plan, carrier. */
const COMPANIES = [
  ['Fennimoor Dental Mutual', 'Standard', 'C101'],
  ['Larkspindle Benefits', 'Plus', 'C102'],
  ['Quillhaven Assurance', 'Basic', 'C103'],
] as const;
const EXTRAS = new Set(['insurance_company_name', 'group_plan_name', 'carrier_id']);

const rowsOf = (practiceId: string): Row[] =>
  COMPANIES.map(([name, plan, carrierId], place) => ({
    insurance_company_id: String(201 + place),
    payer_id: `SAMPLE${place + 1}`,
    group_plan_number: `G-${place + 1}00`,
    employer_id: '',
    maximum_yearly_benefit: '1500.0000',
    plan_type: 'PPO',
    insurance_type: 'Dental',
    phone: `602-555-016${place}`,
    fax: '',
    notes: '',
    address_line1: '1 Sample Way',
    practice_id: practiceId,
    insurance_company_name: name,
    group_plan_name: `${name} ${plan}`,
    carrier_id: carrierId,
  }));

/** The names come with `fields` only. */
export const insuranceCompanyRoutes = (): OfficeRoute[] => [
  {
    method: 'get',
    path: '/insurance_companies',
    credentials: 'request-key',
    handle: ({ query, at }) => {
      const rows = at.office.practices.flatMap(({ practiceId }) => rowsOf(practiceId));
      return list(
        whereEqual(rows, query, ['insurance_company_id', 'practice_id', 'carrier_id']),
        Object.keys(rows[0] ?? {}).filter((field) => !EXTRAS.has(field)),
      );
    },
  },
];
