import { refuseMissingQuery } from '../http/body';
import { SIKKA_LINKS } from '../http/links';
import { whereEqual } from '../http/query';
import { list, truth, type Reply, type Row, type Route, type SikkaRequest } from '../http/reply';
import type { SeedPractice, SeedProvider } from '../seed/types';
import type { World } from '../world';

const ADDRESS = { address_line2: '', city: 'Exampleton', state: 'OH', zipcode: '00000' };

function practiceRow(practice: SeedPractice): Row {
  const href = `${SIKKA_LINKS}/practices/${practice.practiceId}`;
  return {
    href,
    practice_id: practice.practiceId,
    name: practice.name,
    address_line1: practice.address,
    ...ADDRESS,
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

const PRACTICE_EXTRAS = ['country', 'website', 'is_main_office', 'national_provider_identifier'];
const SPECIALTIES = { dentist: 'General Dentist', hygienist: 'Hygienist', staff: '' } as const;

function providerRow(practice: SeedPractice, provider: SeedProvider): Row {
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
    ...ADDRESS,
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

const PROVIDER_EXTRAS = ['is_user', 'is_organization', 'external_id'];
const PROVIDER_FILTERS = [
  'practice_id',
  'provider_id',
  'provider_type',
  'firstname',
  'lastname',
  'national_provider_identifier',
  'status',
  'is_user',
];

const without = (row: Row | undefined, extras: readonly string[]): string[] =>
  Object.keys(row ?? {}).filter((field) => !extras.includes(field));

/** `cust_id` is demanded, and `practice_id` has a form that no other list has (`1-0`). */
function operatories(world: World, { query }: SikkaRequest): Reply {
  const missing = refuseMissingQuery(query, ['cust_id']);
  if (missing !== null) return missing;
  const rows = world.office.practices.flatMap((practice) =>
    practice.operatories.map((room) => ({
      operatory: room.operatory,
      abbreviation: room.abbreviation,
      practice_id: `${practice.custId}-0`,
      cust_id: practice.custId,
      is_hidden: room.isHidden ? 'T' : 'F',
      provider_id: '',
    })),
  );
  return list(whereEqual(rows, query, ['cust_id', 'is_hidden']), Object.keys(rows[0] ?? {}));
}

/** The status words of the simulated PMS. */
const STATUS_WORDS = ['Scheduled', 'Confirmed', 'Complete', 'Broken', 'Cancelled'];

/** Reference data of the office's practices. */
export function practiceRoutes(world: World): Route[] {
  const practices = world.office.practices.map(practiceRow);
  const providers = world.office.practices.flatMap((practice) =>
    practice.providers.map((provider) => providerRow(practice, provider)),
  );
  const statuses = world.office.practices.flatMap(({ practiceId }) =>
    STATUS_WORDS.map((status) => ({
      status,
      practice_id: practiceId,
      href: `${SIKKA_LINKS}/appointment_statuses`,
      practice_href: `${SIKKA_LINKS}/practices/${practiceId}`,
    })),
  );
  return [
    {
      method: 'get',
      path: '/practices',
      credentials: 'request-key',
      handle: ({ query }) =>
        list(
          whereEqual(practices, query, ['practice_id', 'national_provider_identifier']),
          without(practices[0], PRACTICE_EXTRAS),
        ),
    },
    {
      method: 'get',
      path: '/providers',
      credentials: 'request-key',
      handle: ({ query }) =>
        list(whereEqual(providers, query, PROVIDER_FILTERS), without(providers[0], PROVIDER_EXTRAS)),
    },
    {
      method: 'get',
      path: '/operatories',
      credentials: 'request-key',
      handle: (request) => operatories(world, request),
    },
    {
      method: 'get',
      path: '/appointment_statuses',
      credentials: 'request-key',
      handle: ({ query }) =>
        list(whereEqual(statuses, query, ['practice_id', 'status']), Object.keys(statuses[0] ?? {})),
    },
  ];
}
