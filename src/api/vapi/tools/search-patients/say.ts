import type { BirthDateError } from '../../../../domain/identity/birth-date';
import { reveal } from '../../../../domain/phi';
import { toolText } from '../../../../domain/status-words';
import type { ToolName } from '../../../../domain/tools';
import type { CallPatient } from '../../../../persistence/call-codes';

export type Verified = Pick<CallPatient, 'code' | 'patient'>;

export const firstNameOf = ({ patient }: Verified): string => reveal(patient).firstName;

const BIRTH_DATE_COMPLAINTS: Record<BirthDateError, string> = {
  unreadable: 'dateOfBirth must be YYYY-MM-DD. Ask the caller for month, day and year',
  impossible: 'dateOfBirth is not a day that exists. Ask the caller to say month, day and year again',
  future: 'dateOfBirth lies in the future. Ask the caller to say month, day and year again',
};

export const english = {
  needNameAndBirthDate: () =>
    toolText(
      'NEED',
      "the patient's full name and date of birth. Ask the caller for both, then call search-patients again.",
    ),

  wrongBirthDate: (error: BirthDateError, tool: ToolName) =>
    toolText('NEED', `${BIRTH_DATE_COMPLAINTS[error]}, then call ${tool} again.`),

  verified: (person: Verified) =>
    toolText(
      'OK',
      `${firstNameOf(person)} is verified (${person.code}). Use ${person.code} as patient. Ask what they need.`,
    ),

  /** One answer for an unknown patient, a wrong date of birth and a name that two patients share. */
  notFound: () =>
    toolText(
      'NOT FOUND',
      'no patient with that full name and date of birth. Ask the caller to spell the last name and to repeat the date of birth, then try again.',
    ),
};

export type Words = typeof english;
