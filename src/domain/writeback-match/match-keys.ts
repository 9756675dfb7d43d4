import { normaliseName } from '../names/normalise-name';
import type { PmsPatientChange } from '../pms-writes';
import { isLocalDate } from '../time/practice-time';

/**
 * What tells one write from all others of a practice: words, the first of which is their kind. They are patient data, so
 * only a keyed hash of them is ever kept. Built in the same way from what we have sent and from what Sikka echoes.
 */
export type MatchKey = readonly string[];

const DATE_LENGTH = 10;
const CLOCK = /^(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:\s*([ap])\.?m\.?)?$/i;

/** `2031-03-10T00:00:00` is the day that `2031-03-10` is. */
function dayOf(text: string): string {
  const day = text.trim().slice(0, DATE_LENGTH);
  return isLocalDate(day) ? day : plain(text);
}

/** `9:00`, `09:00:00` and `9:00 AM` are one time. */
function clockOf(text: string): string {
  const [, hour, minute, half] = CLOCK.exec(text.trim()) ?? [];
  if (hour === undefined || minute === undefined) return plain(text);
  const hour24 = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return `${String(hour24).padStart(2, '0')}:${minute}`;
}

const plain = (text: string): string => text.trim().toLowerCase();

/** Null where a part is missing: such a write cannot be told from others. */
const complete = (kind: string, parts: readonly string[]): MatchKey | null =>
  parts.includes('') ? null : [kind, ...parts];

/** A write that carries our opaque code, in its description or its note. */
export const referenceKey = (code: string): MatchKey => ['reference', code];

/** A new visit in software that has no place for the code. */
export const newVisitKey = (visit: {
  readonly patientId: string;
  readonly date: string;
  readonly time: string;
  readonly providerId: string;
  readonly operatory: string;
}): MatchKey | null =>
  complete('new-visit', [
    plain(visit.patientId),
    dayOf(visit.date),
    clockOf(visit.time),
    plain(visit.providerId),
    plain(visit.operatory),
  ]);

/** A visit that gets another time. */
export const movedVisitKey = (visit: {
  readonly appointmentSrNo: string;
  readonly date: string;
  readonly time: string;
}): MatchKey | null => complete('moved-visit', [plain(visit.appointmentSrNo), dayOf(visit.date), clockOf(visit.time)]);

/** A visit that gets another status: a cancellation. */
export const visitStatusKey = (visit: { readonly appointmentSrNo: string; readonly status: string }): MatchKey | null =>
  complete('visit-status', [plain(visit.appointmentSrNo), plain(visit.status)]);

/** Names are sent without accents and apostrophes, so they are compared without. */
export const newPatientKey = (person: {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string;
}): MatchKey | null =>
  complete('new-patient', [normaliseName(person.firstName), normaliseName(person.lastName), dayOf(person.birthDate)]);

/** What a chart's change may name, each in the form in which it is compared. */
const CHART_FIELDS: readonly (readonly [
  Exclude<keyof PmsPatientChange, 'patientId' | 'staff'>,
  (text: string) => string,
])[] = [
  ['firstName', normaliseName],
  ['middleName', normaliseName],
  ['lastName', normaliseName],
  ['preferredName', normaliseName],
  ['birthDate', dayOf],
  ['gender', plain],
  ['language', plain],
  ['mailMethod', plain],
];

/** An entry in a chart: the patient, and every field that is changed, in an order of our own. */
export function patientChangeKey(change: PmsPatientChange): MatchKey | null {
  const fields = CHART_FIELDS.flatMap(([name, toForm]) => {
    const value = (change[name] ?? '').trim();
    return value === '' ? [] : [`${name}=${toForm(value)}`];
  });
  return fields.length === 0 ? null : complete('patient-change', [plain(change.patientId), ...fields]);
}
