import type { SeedPatient } from '../../seed/types';

export type Outcome =
  | { readonly ok: true; readonly result: string; readonly createdId: string }
  | { readonly ok: false; readonly reason: string };

export const done = (result: string, createdId = ''): Outcome => ({ ok: true, result, createdId });
export const refused = (reason: string): Outcome => ({ ok: false, reason });

/** Reasons name the patient, as free text of a practice's software may. */
export const nameOf = (patient: SeedPatient | undefined): string =>
  patient === undefined ? 'unknown patient' : `${patient.firstName} ${patient.lastName}`;
