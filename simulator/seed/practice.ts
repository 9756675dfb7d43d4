import { MAIN_HOURS, NO_HOURS, SECOND_HOURS, WITHOUT_EVENING, WITHOUT_WEDNESDAY } from './hours';
import { FIRST_NAMES, PRACTICE_NAMES, SURNAMES } from './names';
import { seedPatients } from './people';
import { createRandom } from './prng';
import type { ProviderRole, SeedOffice, SeedOperatory, SeedProvider, WeekHours } from './types';

export type ProviderPlan = readonly [providerId: string, role: ProviderRole, hours: WeekHours, isActive: boolean];
export type OperatoryPlan = readonly [operatory: string, usedBy: 'dentist' | 'hygienist', isHidden: boolean];

const MAIN_PROVIDERS: readonly ProviderPlan[] = [
  ['PRV1', 'dentist', MAIN_HOURS, true],
  ['PRV2', 'dentist', WITHOUT_WEDNESDAY, true],
  ['HYG1', 'hygienist', MAIN_HOURS, true],
  ['HYG2', 'hygienist', WITHOUT_EVENING, true],
  ['HYG3', 'hygienist', WITHOUT_EVENING, true],
  ['STF1', 'staff', NO_HOURS, true],
  ['PRV9', 'dentist', NO_HOURS, false],
];
const MAIN_OPERATORIES: readonly OperatoryPlan[] = [
  ['OP1', 'dentist', false],
  ['OP2', 'dentist', false],
  ['OP3', 'hygienist', false],
  ['OP4', 'hygienist', false],
  ['OP5', 'hygienist', false],
  ['OP6', 'dentist', true],
];
const SECOND_PROVIDERS: readonly ProviderPlan[] = [
  ['PRV21', 'dentist', SECOND_HOURS, true],
  ['HYG21', 'hygienist', SECOND_HOURS, true],
  ['STF21', 'staff', NO_HOURS, true],
];
/** The same room names as in the main practice: only with the customer id is an operatory one room. */
const SECOND_OPERATORIES: readonly OperatoryPlan[] = [
  ['OP1', 'dentist', false],
  ['OP2', 'hygienist', false],
];

export const providersOf = (seed: number, plans: readonly ProviderPlan[]): SeedProvider[] =>
  plans.map(([providerId, role, hours, isActive]) => {
    const random = createRandom(seed, 'provider', providerId);
    const [firstName, lastName] = [random.pick(FIRST_NAMES), random.pick(SURNAMES)];
    return { providerId, firstName, lastName, role, isActive, isHidden: !isActive, hours };
  });

export const operatoriesOf = (plans: readonly OperatoryPlan[]): SeedOperatory[] =>
  plans.map(([operatory, usedBy, isHidden]) => ({
    operatory,
    abbreviation: operatory.replace('OP', 'Op '),
    isHidden,
    usedBy,
  }));

const EXTRA_PEOPLE_SEED = 200_000;

/** The invented office of a seed: two practices under one Sikka installation, on Open Dental, in the eastern US. */
export function seedOffice(seed: number, extraPatients = 0): SeedOffice {
  const name = createRandom(seed, 'practice').pick(PRACTICE_NAMES);
  const number = String(seed).padStart(5, '0');
  return {
    seed,
    officeId: `D${number}`,
    secretKey: `sim-secret-${number}`,
    profile: 'open-dental',
    windowsZone: 'Eastern Standard Time',
    ianaZone: 'America/New_York',
    state: 'OH',
    extraPatients: seedPatients({
      seed: seed + EXTRA_PEOPLE_SEED,
      practiceId: '1-1',
      count: extraPatients,
      firstPatientId: 100_001,
      hasFixedPeople: false,
      providerIds: ['PRV1', 'PRV2'],
    }),
    practices: [
      {
        practiceId: '1-1',
        custId: '1',
        name: `${name} Dental`,
        phone: '6145550100',
        address: '1 Sample Way',
        isMainOffice: true,
        hours: MAIN_HOURS,
        providers: providersOf(seed, MAIN_PROVIDERS),
        operatories: operatoriesOf(MAIN_OPERATORIES),
        patients: seedPatients({
          seed,
          practiceId: '1-1',
          count: 420,
          firstPatientId: 4001,
          hasFixedPeople: true,
          providerIds: ['PRV1', 'PRV2'],
        }),
      },
      {
        practiceId: '1-2',
        custId: '2',
        name: `${name} Dental East`,
        phone: '6145550101',
        address: '2 Sample Way',
        isMainOffice: false,
        hours: SECOND_HOURS,
        providers: providersOf(seed, SECOND_PROVIDERS),
        operatories: operatoriesOf(SECOND_OPERATORIES),
        patients: seedPatients({
          seed,
          practiceId: '1-2',
          count: 60,
          firstPatientId: 7001,
          hasFixedPeople: false,
          providerIds: ['PRV21'],
        }),
      },
    ],
  };
}
