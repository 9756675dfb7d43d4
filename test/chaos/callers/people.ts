import { z } from 'zod';
import { AREA_CODES } from '../../../simulator/seed/names';
import { addDays } from '../../../src/domain/time/practice-time';
import type { SimulatorControl } from '../storm/simulator-control';
import type { CalledPractice } from './practices';

/** An invented person, told apart from every other by name. */
export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly dateOfBirth: string;
  /** E.164, of the range kept for fiction. */
  readonly number: string;
}

export interface Patient extends Person {
  /** In the practice's software. */
  readonly patientId: string;
}

const LETTERS = 'abdegilmno';
const lettersOf = (number: number): string => String(number).replace(/\d/g, (digit) => LETTERS.charAt(Number(digit)));

/** The last two digits of telephone numbers: patients share theirs only after so many; newcomers have others. */
const LINES = { patient: { first: 0, count: 60 }, newcomer: { first: 60, count: 40 } } as const;

/** Another one for every number; a newcomer is nobody who is on file. */
export function inventPerson(kind: keyof typeof LINES, number: number): Person {
  const { first, count } = LINES[kind];
  const areaCode = AREA_CODES[number % AREA_CODES.length] ?? AREA_CODES[0];
  const line = first + (Math.floor(number / AREA_CODES.length) % count);
  return {
    firstName: `${kind === 'patient' ? 'Quil' : 'Wenn'}${lettersOf(number)}`,
    lastName: `Stormborn${lettersOf(number)}`,
    dateOfBirth: addDays(kind === 'patient' ? '1950-01-01' : '1950-01-20', (number * 37) % 18_000),
    number: `+1${areaCode}55501${String(line).padStart(2, '0')}`,
  };
}

const added = z.object({ patientId: z.string() });

/** Somebody who has a chart already. */
export async function enterPatient(
  control: SimulatorControl,
  { officeId, practiceId }: CalledPractice,
  number: number,
): Promise<Patient> {
  const { dateOfBirth: birthDate, number: e164, ...name } = inventPerson('patient', number);
  const cell = e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');
  const chart = await control.post('/patients', { officeId, practiceId, ...name, birthDate, cell });
  return { ...inventPerson('patient', number), patientId: added.parse(chart).patientId };
}
