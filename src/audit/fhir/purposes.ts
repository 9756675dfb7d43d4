import { AuditPurpose } from '../vocabulary';
import { ACT_REASON, Urn } from './codes';
import type { CodeableConcept, Coding } from './resource';

const reason = (code: string, display: string): Coding => ({ system: ACT_REASON, code, display });
const GOVERNMENT = reason('GOV', 'government');

/**
 * Our purposes in HL7's words (PurposeOfUse in v3-ActReason). Where HL7 has no narrower one, two of ours share it: our
 * own code stands beside it and keeps them apart.
 */
const REASONS: Readonly<Record<AuditPurpose, Coding>> = {
  treatment: reason('TREAT', 'treatment'),
  operations: reason('HOPERAT', 'healthcare operations'),
  security: reason('HSYSADMIN', 'health system administration'),
  'patient-request': reason('PATRQT', 'patient requested'),
  // "activities required to meet a mandate"
  'required-by-law': reason('HCOMPL', 'health compliance'),
  'public-health': reason('PUBHLTH', 'public health'),
  'health-oversight': GOVERNMENT,
  'legal-proceedings': reason('HLEGAL', 'legal'),
  'law-enforcement': GOVERNMENT,
  research: reason('HRESCH', 'healthcare research'),
};

/** The purpose of a row, whatever vocabulary it was written under. */
export function purposeConcept(purpose: string): CodeableConcept {
  const ours: Coding = { system: Urn.purpose, code: purpose };
  const known = Object.values(AuditPurpose).find((word) => word === purpose);
  return { coding: known === undefined ? [ours] : [REASONS[known], ours] };
}
