import { isLikelyTwin, type ChartToCompare } from '../changes/new-patient';
import type { NewPatientRequest } from '../changes/request';
import { fullNameMatches } from '../names/normalise-name';
import { reveal, type Phi } from '../phi';
import { samePhone } from '../phones/e164';
import type { PmsPatient } from '../pms';

/** What of a chart tells whether it is somebody's. */
type ChartOfSomebody = ChartToCompare & Pick<PmsPatient, 'middleName' | 'cell' | 'homePhone' | 'workPhone'>;

/**
 * Whether a person who wants to be entered may have a chart already, active or not: the same full name and birth date,
 * a first name that is short for the other, or the same name at the same telephone, because birth dates are misheard.
 * Which of these it is, and whether it is any, is never told to a caller.
 */
export function mayBeOnFile(request: Phi<NewPatientRequest>, candidates: readonly Phi<ChartOfSomebody>[]): boolean {
  const { firstName, lastName, birthDate, phone } = reveal(request);
  return candidates.some((candidate) => {
    const patient = reveal(candidate);
    if (isLikelyTwin(request, candidate)) return true;
    if (!fullNameMatches({ firstName, lastName }, patient)) return false;
    const hasSamePhone = [patient.cell, patient.homePhone, patient.workPhone].some((other) => samePhone(phone, other));
    return patient.birthDate === birthDate || hasSamePhone;
  });
}
