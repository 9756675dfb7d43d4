import type { BirthDateError } from '../../../../domain/identity/birth-date';
import { reveal } from '../../../../domain/phi';
import { toolText, type ToolText } from '../../../../domain/status-words';
import type { ToolName } from '../../../../domain/tools';
import type { CallPatient } from '../../../../persistence/call-codes';

export const sayNeedNameAndBirthDate = (): ToolText =>
  toolText(
    'NEED',
    "the patient's full name and date of birth. Ask the caller for both, then call search-patients again.",
  );

const BIRTH_DATE_COMPLAINTS: Record<BirthDateError, string> = {
  unreadable: 'dateOfBirth must be YYYY-MM-DD. Ask the caller for month, day and year',
  impossible: 'dateOfBirth is not a day that exists. Ask the caller to say month, day and year again',
  future: 'dateOfBirth lies in the future. Ask the caller to say month, day and year again',
};

export const sayWrongBirthDate = (error: BirthDateError, tool: ToolName = 'search-patients'): ToolText =>
  toolText('NEED', `${BIRTH_DATE_COMPLAINTS[error]}, then call ${tool} again.`);

export const sayVerified = ({ code, patient }: CallPatient): ToolText =>
  toolText('OK', `${reveal(patient).firstName} is verified (${code}). Use ${code} as patient. Ask what they need.`);

/** One answer for an unknown patient, a wrong date of birth and a name that two patients share. */
export const sayNotFound = (): ToolText =>
  toolText(
    'NOT FOUND',
    'no patient with that full name and date of birth. Ask the caller to spell the last name and to repeat the date of birth, then try again.',
  );
