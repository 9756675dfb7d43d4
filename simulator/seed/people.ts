import { FIXED_PEOPLE, RESERVED_PHONES } from './fixed-people';
import { AREA_CODES, FIRST_NAMES, PREFERRED_NAMES, STREETS, SURNAMES } from './names';
import { createRandom, type Random } from './prng';
import type { SeedPatient } from './types';

interface PeopleOptions {
  readonly seed: number;
  readonly practiceId: string;
  readonly count: number;
  readonly firstPatientId: number;
  readonly hasFixedPeople: boolean;
  /** Their usual dentist or hygienist is one of these. */
  readonly providerIds: readonly [string, ...string[]];
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const birthDateBetween = (random: Random, firstYear: number, lastYear: number): string =>
  `${random.integer(firstYear, lastYear)}-${twoDigits(random.integer(1, 12))}-${twoDigits(random.integer(1, 28))}`;

/** A number from the range set apart for fiction, and not one of the documented people's. */
function fictionalPhone(random: Random): string {
  for (;;) {
    const phone = `${random.pick(AREA_CODES)}-555-01${twoDigits(random.integer(0, 99))}`;
    if (!RESERVED_PHONES.has(phone)) return phone;
  }
}

/** What a chart has besides name, birth date and phones. */
function chartOf(random: Random, options: PeopleOptions, patientId: number, firstName: string) {
  const firstVisit = `${random.integer(2016, 2022)}-${twoDigits(random.integer(1, 12))}-${twoDigits(random.integer(1, 28))}`;
  return {
    patientId: String(patientId),
    practiceId: options.practiceId,
    address: `${random.integer(1, 999)} ${random.pick(STREETS)}`,
    email: random.chance(0.6)
      ? `${firstName
          .normalize('NFD')
          .replace(/[^A-Za-z]/g, '')
          .toLowerCase()}.${patientId}@example.com`
      : '',
    providerId: random.pick(options.providerIds),
    firstVisit,
    lastVisit: `${random.integer(2023, 2025)}-${twoDigits(random.integer(1, 12))}-${twoDigits(random.integer(1, 28))}`,
    createdDate: firstVisit,
    changedAtMs: null,
  };
}

function fixedPatients(random: Random, options: PeopleOptions): SeedPatient[] {
  return FIXED_PEOPLE.map(({ guarantorAt, ...person }, index) => ({
    ...chartOf(random, options, options.firstPatientId + index, person.firstName),
    status: 'Active',
    middleName: '',
    preferredName: '',
    cell: '',
    homePhone: '',
    workPhone: '',
    ...person,
    guarantorId: String(options.firstPatientId + (guarantorAt ?? index)),
  }));
}

/** People under one roof: the first is an adult and pays for all; minors have no phone of their own. */
function household(random: Random, options: PeopleOptions, firstPatientId: number): SeedPatient[] {
  const size = random.pick([1, 1, 1, 1, 2, 2, 3, 3, 4, 5]);
  const surname = random.pick(SURNAMES);
  const homePhone = random.chance(0.55) ? fictionalPhone(random) : '';
  const guarantorCell = homePhone === '' || random.chance(0.7) ? fictionalPhone(random) : '';
  return Array.from({ length: size }, (_, index) => {
    const isMinor = index >= 2;
    const firstName = random.pick(FIRST_NAMES);
    const sharesGuarantorCell = index === 0 || isMinor || random.chance(0.3);
    return {
      ...chartOf(random, options, firstPatientId + index, firstName),
      guarantorId: String(firstPatientId),
      firstName,
      middleName: random.chance(0.2) ? random.pick(FIRST_NAMES) : '',
      lastName: index === 1 && random.chance(0.2) ? random.pick(SURNAMES) : surname,
      preferredName: PREFERRED_NAMES[firstName] ?? '',
      birthDate: isMinor ? birthDateBetween(random, 2011, 2022) : birthDateBetween(random, 1941, 2003),
      gender: random.pick(['Female', 'Male', 'Unknown']),
      status: random.chance(0.06) ? 'Inactive' : 'Active',
      cell: sharesGuarantorCell ? guarantorCell : fictionalPhone(random),
      homePhone,
      workPhone: !isMinor && random.chance(0.15) ? fictionalPhone(random) : '',
    };
  });
}

/** The patients of a practice; the same options give the same people. All invented. */
export function seedPatients(options: PeopleOptions): SeedPatient[] {
  const random = createRandom(options.seed, 'people', options.practiceId);
  const patients = options.hasFixedPeople ? fixedPatients(random, options) : [];
  while (patients.length < options.count) {
    patients.push(...household(random, options, options.firstPatientId + patients.length));
  }
  return patients.slice(0, options.count);
}
