import type { SeedPatient } from './types';

type FixedPerson = Pick<SeedPatient, 'firstName' | 'lastName' | 'birthDate' | 'gender'> &
  Partial<Pick<SeedPatient, 'preferredName' | 'middleName' | 'cell' | 'homePhone' | 'workPhone'>> & {
    /** Place in this list of the person who pays; absent = the person themself. */
    readonly guarantorAt?: number;
  };

/** Numbers that belong to the people below and to nobody else, so that demonstrations stay unambiguous. */
export const RESERVED_PHONES: ReadonlySet<string> = new Set(['602-555-0142', '602-555-0177', '602-555-0178']);

/**
 * The same in every seed, first in practice 1-1, and never in the generated calendar: they start with no visits.
 * README.md documents the first five.
 */
export const FIXED_PEOPLE: readonly FixedPerson[] = [
  { firstName: 'Maya', lastName: 'Brightwater', birthDate: '1988-04-12', gender: 'Female', cell: '602-555-0142' },
  { firstName: 'Elena', lastName: 'Castellano', birthDate: '1982-09-03', gender: 'Female', homePhone: '602-555-0177' },
  {
    firstName: 'Marco',
    lastName: 'Castellano',
    birthDate: '1980-01-27',
    gender: 'Male',
    homePhone: '602-555-0177',
    workPhone: '602-555-0178',
    guarantorAt: 1,
  },
  {
    firstName: 'Sofia',
    lastName: 'Castellano',
    birthDate: '2013-06-18',
    gender: 'Female',
    homePhone: '602-555-0177',
    guarantorAt: 1,
  },
  {
    firstName: 'Leo',
    lastName: 'Castellano',
    birthDate: '2016-11-30',
    gender: 'Male',
    homePhone: '602-555-0177',
    guarantorAt: 1,
  },
  // One full name, two people.
  { firstName: 'Jordan', lastName: 'Ashgrove', birthDate: '1979-03-02', gender: 'Male', cell: '480-555-0111' },
  { firstName: 'Jordan', lastName: 'Ashgrove', birthDate: '1996-11-23', gender: 'Female', cell: '480-555-0112' },
  // Names that break naive matching.
  { firstName: 'Zoë', lastName: "O'Farrowby", birthDate: '1991-07-15', gender: 'Female', homePhone: '480-555-0113' },
  { firstName: 'Anne-Marie', lastName: 'Lark-Osmund', birthDate: '1969-12-01', gender: 'Female', cell: '480-555-0114' },
  { firstName: 'José Luis', lastName: 'Peñamar Vireo', birthDate: '1975-05-05', gender: 'Male', cell: '480-555-0115' },
  {
    firstName: 'Katherine',
    preferredName: 'Kit',
    lastName: 'Hollowmere',
    birthDate: '1994-02-09',
    gender: 'Female',
    workPhone: '480-555-0116',
  },
];
