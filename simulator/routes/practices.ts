import { SIKKA_LINKS } from '../http/links';
import { whereEqual } from '../http/query';
import { list, truth, type OfficeRoute, type Row } from '../http/reply';
import type { SeedOffice, SeedPractice } from '../seed/types';
import { townOf } from './address';

function practiceRow(office: SeedOffice, practice: SeedPractice): Row {
  const href = `${SIKKA_LINKS}/practices/${practice.practiceId}`;
  return {
    href,
    practice_id: practice.practiceId,
    name: practice.name,
    address_line1: practice.address,
    address_line2: '',
    ...townOf(office),
    phone: practice.phone,
    email: '',
    description: '',
    cust_id: practice.custId,
    patient_href: `${href}/patients`,
    provider_href: `${href}/providers`,
    appointment_href: `${href}/appointments`,
    guarantor_href: `${href}/guarantors`,
    transaction_href: `${href}/transactions`,
    country: 'US',
    website: '',
    is_main_office: truth(practice.isMainOffice),
    national_provider_identifier: '',
  };
}

const EXTRAS = new Set(['country', 'website', 'is_main_office', 'national_provider_identifier']);

export const practiceRoutes = (): OfficeRoute[] => [
  {
    method: 'get',
    path: '/practices',
    credentials: 'request-key',
    handle: ({ query, at: { office } }) => {
      const rows = office.practices.map((practice) => practiceRow(office, practice));
      return list(
        whereEqual(rows, query, ['practice_id', 'national_provider_identifier']),
        Object.keys(rows[0] ?? {}).filter((field) => !EXTRAS.has(field)),
      );
    },
  },
];
