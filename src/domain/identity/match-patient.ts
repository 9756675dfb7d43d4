import { fullNameMatches } from '../names/normalise-name';
import { possibleSplits } from '../names/split-name';
import { reveal, type Phi } from '../phi';
import { samePhone } from '../phones/e164';
import type { LocalDate, PmsPatient } from '../pms';

/** What a caller has told us, and the number that the telephone network reports; null when it is withheld. */
export interface IdentityClaim {
  readonly fullName: string;
  readonly birthDate: LocalDate;
  readonly callerNumber: string | null;
}

/** `several` is kept apart for counting; towards the caller it is treated as `none`. */
export type PatientMatch =
  | { readonly kind: 'verified'; readonly level: 'L2' | 'L3'; readonly patient: Phi<PmsPatient> }
  | { readonly kind: 'none' }
  | { readonly kind: 'several' };

/** Sikka's samples say "Active"; a status that we do not know verifies nobody. */
const isActive = (patient: PmsPatient): boolean => patient.status.trim().toLowerCase() === 'active';

const hasPhone = (patient: PmsPatient, callerNumber: string): boolean =>
  [patient.cell, patient.homePhone, patient.workPhone].some((onFile) => samePhone(callerNumber, onFile));

/**
 * Finds the one active patient whose full name and date of birth are both the ones claimed. Full name and birth date
 * are L2; the caller's number on that patient's own file makes it L3, never on a namesake's or a relative's.
 */
export function matchPatient(claim: IdentityClaim, candidates: readonly Phi<PmsPatient>[]): PatientMatch {
  const names = possibleSplits(claim.fullName);
  const matches = new Map<string, Phi<PmsPatient>>();
  for (const candidate of candidates) {
    const patient = reveal(candidate);
    if (!isActive(patient) || patient.birthDate === '' || patient.birthDate !== claim.birthDate) continue;
    if (names.some((name) => fullNameMatches(name, patient))) matches.set(patient.patientId, candidate);
  }
  const [patient, ...others] = matches.values();
  if (patient === undefined) return { kind: 'none' };
  if (others.length > 0) return { kind: 'several' };
  const { callerNumber } = claim;
  const isOwnPhone = callerNumber !== null && hasPhone(reveal(patient), callerNumber);
  return { kind: 'verified', level: isOwnPhone ? 'L3' : 'L2', patient };
}
