import { phi, reveal, type Phi } from '../phi';
import type { PatientOnFile, PmsPatient } from '../pms';
import type { PmsPatientChange } from '../pms-writes';
import { patientChangeKey, type MatchKey } from '../writeback-match/match-keys';
import type { PatientUpdateRequest } from './request';
import { isSameDay, isSameText } from './same-text';

type Field = Exclude<keyof PmsPatientChange, 'patientId' | 'staff'>;

/** What of a chart can be changed at all, by the tool's names and the client's. No phone, e-mail or address. */
const FIELDS: ReadonlyMap<string, Field> = new Map([
  ['firstName', 'firstName'],
  ['middleName', 'middleName'],
  ['lastName', 'lastName'],
  ['preferredName', 'preferredName'],
  ['dateOfBirth', 'birthDate'],
  ['birthDate', 'birthDate'],
  ['gender', 'gender'],
  ['language', 'language'],
]);

interface Asked {
  readonly field: Field;
  readonly value: string;
}

/** Null when something is asked for that cannot be sent, or nothing at all. */
function askedOf(request: Phi<PatientUpdateRequest>): readonly Asked[] | null {
  const asked = Object.entries(reveal(request).changes).map(([name, value]): Asked | null => {
    const field = FIELDS.get(name);
    return field === undefined || value.trim() === '' ? null : { field, value };
  });
  const sendable = asked.filter((each) => each !== null);
  return asked.length === 0 || sendable.length < asked.length ? null : sendable;
}

export const patientIdOf = (request: Phi<PatientUpdateRequest>): Phi<string> => phi(reveal(request).patientId);

/** The change as the PMS is asked for it. Null when a part of it has no field there: then all of it is people's work. */
export function toPatientChange(request: Phi<PatientUpdateRequest>): Phi<PmsPatientChange> | null {
  const asked = askedOf(request);
  if (asked === null) return null;
  const { patientId } = reveal(request);
  return phi({ patientId, ...Object.fromEntries(asked.map(({ field, value }) => [field, value])) });
}

const isSameValue = (field: Field, one: string | undefined, other: string): boolean =>
  field === 'birthDate' ? isSameDay(one, other) : isSameText(one, other);

/** By what this very change of this chart is found among the write-backs. */
export function updateKey(request: Phi<PatientUpdateRequest>): MatchKey | null {
  const change = toPatientChange(request);
  return change === null ? null : patientChangeKey(reveal(change));
}

const SHOWN = ['firstName', 'middleName', 'lastName', 'preferredName', 'birthDate'] as const;
const isShown = (field: Field): field is (typeof SHOWN)[number] & keyof PmsPatient =>
  SHOWN.some((shown) => shown === field);

/** Whether the chart shows what was asked. `cannot-say`: a part of it is not among what we read of a chart. */
export function standOfUpdate(
  request: Phi<PatientUpdateRequest>,
  patients: readonly PatientOnFile[],
): 'shows' | 'cannot-say' | 'absent' {
  const chart = patients.map(reveal).find(({ patientId }) => patientId === reveal(request).patientId);
  const asked = askedOf(request);
  if (chart === undefined || asked === null) return 'absent';
  const visible = asked.flatMap(({ field, value }) =>
    isShown(field) ? [isSameValue(field, chart[field], value)] : [],
  );
  if (visible.includes(false)) return 'absent';
  return visible.length === asked.length ? 'shows' : 'cannot-say';
}
