import type { PatientUpdateRequest } from '../domain/changes/request';
import { phi, reveal, type Phi } from '../domain/phi';
import type { PmsSoftware } from '../domain/pms';
import type { VerifiedPatient } from '../persistence/call-codes';
import { patientChangeRulesOf } from '../sikka/pms-rules/patient-rules';

/** What of a chart may be changed by the practice's software at all, with Sikka's names: names and language, never a way to reach somebody. */
const FIELDS: ReadonlyMap<string, string> = new Map([
  ['firstName', 'firstname'],
  ['middleName', 'middlename'],
  ['lastName', 'lastname'],
  ['preferredName', 'preferred_name'],
  ['language', 'language'],
]);

/**
 * Whether the software itself takes all of these changes, by the tool's names of the fields, and needs nothing besides
 * that we do not have. Otherwise all of it is people's work, so that nobody is told of a half.
 */
export function takesChartChanges(software: PmsSoftware, fields: readonly string[]): boolean {
  const rules = patientChangeRulesOf(software);
  if (rules === null) return false;
  const sent = fields.map((field) => FIELDS.get(field));
  return (
    sent.every((name) => name !== undefined && !(rules.refused ?? []).includes(name)) &&
    rules.required.every((name) => sent.includes(name))
  );
}

/** The request to change a chart. Who has none yet is named in it, for the people who will find it. */
export function toChartRequest(
  patient: Phi<Pick<VerifiedPatient, 'patientId' | 'pendingName'>>,
  changes: Readonly<Record<string, string>>,
): Phi<PatientUpdateRequest> {
  const { patientId, pendingName } = reveal(patient);
  const whose = pendingName === undefined ? {} : { ofNewPatient: pendingName };
  return phi({ patientId, changes: { ...changes, ...whose } });
}

/** A person who is being entered has no chart that could be changed yet. */
export const hasChart = (patient: Phi<Pick<VerifiedPatient, 'patientId'>>): boolean => reveal(patient).patientId !== '';

/** What people need who make the change by hand. */
export const describeChartRequest = (request: Phi<PatientUpdateRequest>): Phi<string> =>
  phi(JSON.stringify({ asked: reveal(request) }));
