import { isAccountablePurpose } from '../report/accountable-purposes';
import type { StoredAuditRow } from '../stored-row';
import type { FhirAct } from './acts';
import type { AuditEvent } from './resource';

const profile = (name: string): string =>
  `https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.${name}`;

/** Profiles of IHE Basic Audit Log Patterns 1.1: the pattern without a patient, and with one. */
const PROFILES = {
  search: [profile('Query'), profile('PatientQuery')],
  read: [profile('Read'), profile('PatientRead')],
  create: [profile('Create'), profile('PatientCreate')],
} as const;
const DISCLOSURE = profile('PrivacyDisclosure.Source');

/**
 * The profile that a resource keeps to, for `meta.profile`; null where there is none. BALP's patterns are those of
 * success: a failure has the same shape, and may not claim the profile. A disclosure is one to others: what patients
 * are given of their own is none.
 */
export function profileOf(
  row: Pick<StoredAuditRow, 'patient_ref' | 'purpose'>,
  act: FhirAct,
  outcome: AuditEvent['outcome'],
): string | null {
  if (act.pattern === null || outcome !== '0') return null;
  if (act.pattern === 'export') return isDisclosure(row, act) ? DISCLOSURE : null;
  return PROFILES[act.pattern][row.patient_ref === null ? 0 : 1];
}

/** Whether something of one patient was given to somebody outside, for a purpose that 45 CFR 164.528 counts. */
export const isDisclosure = (row: Pick<StoredAuditRow, 'patient_ref' | 'purpose'>, act: FhirAct): boolean =>
  act.pattern === 'export' && row.patient_ref !== null && isAccountablePurpose(row.purpose);
