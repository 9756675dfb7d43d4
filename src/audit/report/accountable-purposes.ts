import { AuditPurpose } from '../vocabulary';

/**
 * The purposes whose disclosures a patient may ask an accounting of: those of 45 CFR 164.512, and research. Treatment,
 * operations and what the patients are given themselves are left out by 164.528(a)(1)(i) and (ii); what the record is
 * kept safe with is part of operations.
 */
export const ACCOUNTABLE_PURPOSES = [
  AuditPurpose.requiredByLaw,
  AuditPurpose.publicHealth,
  AuditPurpose.healthOversight,
  AuditPurpose.legalProceedings,
  AuditPurpose.lawEnforcement,
  AuditPurpose.research,
] as const;
export type AccountablePurpose = (typeof ACCOUNTABLE_PURPOSES)[number];

export const isAccountablePurpose = (purpose: string): purpose is AccountablePurpose =>
  ACCOUNTABLE_PURPOSES.some((accountable) => accountable === purpose);
