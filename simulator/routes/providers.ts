import { SIKKA_LINKS } from '../http/links';
import { whereEqual } from '../http/query';
import { list, truth, type OfficeRoute, type Row } from '../http/reply';
import type { SeedOffice, SeedPractice, SeedProvider } from '../seed/types';
import { townOf } from './address';

const SPECIALTIES = { dentist: 'General Dentist', hygienist: 'Hygienist', staff: '' } as const;

function providerRow(office: SeedOffice, practice: SeedPractice, provider: SeedProvider): Row {
  return {
    href: `${SIKKA_LINKS}/practices/${practice.practiceId}/providers/${provider.providerId}`,
    provider_id: provider.providerId,
    firstname: provider.firstName,
    lastname: provider.lastName,
    status: provider.isActive ? 'Active' : 'Inactive',
    provider_type: provider.role === 'staff' ? 'Staff' : 'Provider',
    specialty: SPECIALTIES[provider.role],
    specialty_code: '',
    practice_id: practice.practiceId,
    is_hidden: truth(provider.isHidden),
    cust_id: practice.custId,
    email: '',
    phone: '',
    initials: `${provider.firstName.slice(0, 1)}${provider.lastName.slice(0, 1)}`,
    address_line1: '',
    address_line2: '',
    ...townOf(office),
    national_provider_identifier: '',
    state_id: '',
    medicaid_id: '',
    ssn: '',
    birthdate: '',
    hire_date: '',
    is_user: truth(provider.role === 'staff'),
    is_organization: 'False',
    external_id: '',
  };
}

const EXTRAS = new Set(['is_user', 'is_organization', 'external_id']);
const FILTERS = [
  'practice_id',
  'provider_id',
  'provider_type',
  'firstname',
  'lastname',
  'national_provider_identifier',
  'status',
  'is_user',
];

/** People of the practices: dentists and hygienists are of type Provider, the others of type Staff. */
export const providerRoutes = (): OfficeRoute[] => [
  {
    method: 'get',
    path: '/providers',
    credentials: 'request-key',
    handle: ({ query, at: { office } }) => {
      const rows = office.practices.flatMap((practice) =>
        practice.providers.map((provider) => providerRow(office, practice, provider)),
      );
      return list(
        whereEqual(rows, query, FILTERS),
        Object.keys(rows[0] ?? {}).filter((field) => !EXTRAS.has(field)),
      );
    },
  },
  {
    method: 'get',
    path: '/pms_users',
    credentials: 'request-key',
    handle: ({ query, at: { office } }) => {
      const rows = office.practices.flatMap(({ practiceId, custId, providers }) =>
        providers
          .filter((one) => one.role === 'staff')
          .map((one) => ({
            user_id: one.providerId,
            firstname: one.firstName,
            lastname: one.lastName,
            status: one.isActive ? 'Active' : 'Inactive',
            practice_id: practiceId,
            cust_id: custId,
          })),
      );
      return list(whereEqual(rows, query, ['practice_id', 'status', 'user_id']), Object.keys(rows[0] ?? {}));
    },
  },
];
