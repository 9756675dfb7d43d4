import { normaliseName } from '../names/normalise-name';
import { toTenDigits } from '../phones/e164';
import { phi, reveal, type Phi } from '../phi';
import type { PatientOnFile, PmsPatient } from '../pms';
import type { PmsNewPatient } from '../pms-writes';
import { newPatientKey, type MatchKey } from '../writeback-match/match-keys';
import type { NewPatientRequest } from './request';
import { isSameText } from './same-text';

/** What of a chart is compared with what somebody says who wants to be entered. */
export type ChartToCompare = Pick<PmsPatient, 'firstName' | 'lastName' | 'preferredName' | 'birthDate'>;

const hasSameLastNameAndBirthDate = (one: Phi<NewPatientRequest>, other: Phi<ChartToCompare>): boolean => {
  const [{ lastName, birthDate }, onFile] = [reveal(one), reveal(other)];
  return isSameText(onFile.lastName, lastName) && onFile.birthDate === birthDate;
};

/** Whether a chart is in all likelihood this person's: "Tom" and "Thomas" are told apart, "Kat" and "Katherine" are not. */
export function isLikelyTwin(request: Phi<NewPatientRequest>, patient: Phi<ChartToCompare>): boolean {
  if (!hasSameLastNameAndBirthDate(request, patient)) return false;
  const first = normaliseName(reveal(request).firstName);
  const onFile = [reveal(patient).firstName, reveal(patient).preferredName].map(normaliseName);
  return onFile.some((name) => name !== '' && (name.startsWith(first) || first.startsWith(name)));
}

/** Whether a chart is the one that was asked for: the whole first name is the same. */
export const isThatPatient = (request: Phi<NewPatientRequest>, patient: PatientOnFile): boolean =>
  hasSameLastNameAndBirthDate(request, patient) && isSameText(reveal(patient).firstName, reveal(request).firstName);

/** The one chart that was made; null when there is none, or when nobody can say which one it is. */
export function findThatPatient(
  request: Phi<NewPatientRequest>,
  patients: readonly PatientOnFile[],
): Phi<string> | null {
  const ids = patients.filter((each) => isThatPatient(request, each)).map((each) => reveal(each).patientId);
  const [id, ...others] = new Set(ids);
  return id === undefined || others.length > 0 ? null : phi(id);
}

/** How to look for a person who may be on file; Sikka has no search by date of birth. */
export function clues(request: Phi<NewPatientRequest>): { readonly lastName: string; readonly phone: string | null } {
  const { lastName, phone } = reveal(request);
  return { lastName, phone: toTenDigits(phone) };
}

/** Blank fields are not sent. */
export function toNewPatient(request: Phi<NewPatientRequest>, providerId: string | null): Phi<PmsNewPatient> {
  const { firstName, lastName, birthDate, phone, email, addressLine1, city, state, zipCode } = reveal(request);
  return phi({
    ...{ firstName, lastName, birthDate, email, addressLine1, city, state, zipCode },
    cell: phone,
    providerId: providerId ?? undefined,
  });
}

/** By what the request for this person's chart is found among the write-backs. */
export const chartKey = (request: Phi<NewPatientRequest>): MatchKey | null => newPatientKey(reveal(request));

const ADDRESS = { addressLine1: 'address_line1', city: 'city', state: 'state', zipCode: 'zipcode' } as const;

/**
 * What the caller has said and the new chart does not hold, for people to enter; null when there is nothing.
 * @param unused fields, by Sikka's names, for which the practice's software has no place
 */
export function leftOverOf(request: Phi<NewPatientRequest>, unused: readonly string[]): Phi<object> | null {
  const said = reveal(request);
  const names = (Object.keys(ADDRESS) as (keyof typeof ADDRESS)[]).filter((name) => unused.includes(ADDRESS[name]));
  const entries = [...names, 'remarks' as const].flatMap((name) => (said[name] === '' ? [] : [[name, said[name]]]));
  if (entries.length === 0) return null;
  const { firstName, lastName, birthDate } = said;
  return phi({ firstName, lastName, birthDate, changes: Object.fromEntries(entries) as object });
}
