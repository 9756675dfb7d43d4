import { MAIN_HOURS, NO_HOURS, WITHOUT_WEDNESDAY } from './hours';
import { PRACTICE_NAMES } from './names';
import { seedPatients } from './people';
import { operatoriesOf, providersOf, type OperatoryPlan, type ProviderPlan } from './practice';
import { createRandom } from './prng';
import type { SeedOffice } from './types';

/** Seeds go up to 99,999: no other simulator's first office has the people of this one. */
const SEED_OFFSET = 100_000;

const PROVIDERS: readonly ProviderPlan[] = [
  ['DDS1', 'dentist', MAIN_HOURS, true],
  ['DDS2', 'dentist', WITHOUT_WEDNESDAY, true],
  ['RDH1', 'hygienist', MAIN_HOURS, true],
  ['DESK1', 'staff', NO_HOURS, true],
];
const OPERATORIES: readonly OperatoryPlan[] = [
  ['OP1', 'dentist', false],
  ['OP2', 'dentist', false],
  ['OP3', 'hygienist', false],
];

/**
 * Another customer's office: one practice on Dentrix, in Arizona (no daylight saving time). Its practice, rooms and
 * patients have the same ids as some of the first office, for only with the office is an id one thing.
 */
export function seedSecondOffice(simulatorSeed: number): SeedOffice {
  const seed = simulatorSeed + SEED_OFFSET;
  const number = String(simulatorSeed).padStart(5, '0');
  return {
    seed,
    officeId: `E${number}`,
    secretKey: `sim-secret-e${number}`,
    profile: 'dentrix',
    windowsZone: 'US Mountain Standard Time',
    ianaZone: 'America/Phoenix',
    state: 'AZ',
    extraPatients: [],
    practices: [
      {
        practiceId: '1-1',
        custId: '1',
        name: `${createRandom(seed, 'practice').pick(PRACTICE_NAMES)} Family Dental`,
        phone: '6025550100',
        address: '3 Sample Way',
        isMainOffice: true,
        hours: MAIN_HOURS,
        providers: providersOf(seed, PROVIDERS),
        operatories: operatoriesOf(OPERATORIES),
        patients: seedPatients({
          seed,
          practiceId: '1-1',
          count: 80,
          firstPatientId: 4001,
          hasFixedPeople: false,
          providerIds: ['DDS1', 'DDS2'],
        }),
      },
    ],
  };
}
