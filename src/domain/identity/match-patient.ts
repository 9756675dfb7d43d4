import { fullNameMatches } from '../names/normalise-name';
import { possibleSplits } from '../names/split-name';
import { reveal, type Phi } from '../phi';
import { samePhone } from '../phones/e164';
import type { LocalDate, PmsPatient } from '../pms';
import { EVIDENCE_OF, type Evidence } from './assurance';

/** What a caller has told us, and the number that the telephone network reports; null when it is withheld. */
export interface IdentityClaim {
  readonly fullName: string;
  readonly birthDate: LocalDate;
  readonly callerNumber: string | null;
  /** The practice's own date, by which it is told who is a minor. */
  readonly today: LocalDate;
}

/** What of a chart tells whose it is; no tool gets more of it to compare. */
export type ChartToMatch = Pick<
  PmsPatient,
  | 'patientId'
  | 'guarantorId'
  | 'firstName'
  | 'middleName'
  | 'lastName'
  | 'preferredName'
  | 'birthDate'
  | 'status'
  | 'cell'
  | 'homePhone'
  | 'workPhone'
>;

/** `several` is kept apart for counting; towards the caller it is treated as `none`. */
export type PatientMatch =
  | {
      readonly kind: 'verified';
      readonly level: 'L2' | 'L3';
      readonly patient: Phi<ChartToMatch>;
      readonly evidence: readonly Evidence[];
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'several' };

/** Sikka's samples say "Active"; a status that we do not know verifies nobody. */
const isActive = (patient: ChartToMatch): boolean => patient.status.trim().toLowerCase() === 'active';

const hasPhone = (patient: ChartToMatch, callerNumber: string): boolean =>
  [patient.cell, patient.homePhone, patient.workPhone].some((onFile) => samePhone(callerNumber, onFile));

/**
 * Finds the one active patient whose full name and date of birth are both the ones claimed. Full name and birth date
 * are L2; the caller's number on that patient's own file, or on that of a minor's guarantor, makes it L3: never on a
 * namesake's or another relative's.
 */
export function matchPatient(claim: IdentityClaim, candidates: readonly Phi<ChartToMatch>[]): PatientMatch {
  const names = possibleSplits(claim.fullName);
  const matches = new Map<string, Phi<ChartToMatch>>();
  for (const candidate of candidates) {
    const patient = reveal(candidate);
    if (!isActive(patient) || patient.birthDate === '' || patient.birthDate !== claim.birthDate) continue;
    if (names.some((name) => fullNameMatches(name, patient))) matches.set(patient.patientId, candidate);
  }
  const [patient, ...others] = matches.values();
  if (patient === undefined) return { kind: 'none' };
  if (others.length > 0) return { kind: 'several' };
  const number = numberEvidence(claim, reveal(patient), candidates);
  const evidence = [...EVIDENCE_OF.L2, ...(number === null ? [] : [number])];
  return { kind: 'verified', level: number === null ? 'L2' : 'L3', patient, evidence };
}

/**
 * Whose number the call comes from: the patient's own, or for a minor that of the person who answers for their account,
 * as on the phone a parent mostly is. A grown-up's guarantor is somebody else, and their number proves nothing more.
 */
function numberEvidence(
  { callerNumber, today }: IdentityClaim,
  patient: ChartToMatch,
  candidates: readonly Phi<ChartToMatch>[],
): 'caller-number' | 'guarantor-number' | null {
  if (callerNumber === null) return null;
  if (hasPhone(patient, callerNumber)) return 'caller-number';
  if (patient.guarantorId === '' || !isMinor(patient.birthDate, today)) return null;
  const isTheirs = candidates.some((candidate) => {
    const other = reveal(candidate);
    return other.patientId === patient.guarantorId && isActive(other) && hasPhone(other, callerNumber);
  });
  return isTheirs ? 'guarantor-number' : null;
}

const ADULT_YEARS = 18;

/** By the calendar: somebody is of age from the day that many years after their birth. */
function isMinor(birthDate: LocalDate, today: LocalDate): boolean {
  const ofAge = String(Number(birthDate.slice(0, 4)) + ADULT_YEARS).padStart(4, '0') + birthDate.slice(4);
  return today < ofAge;
}
