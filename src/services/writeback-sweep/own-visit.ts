import { findReferenceCode } from '../../domain/booking/reference-code';
import { reveal, type Phi } from '../../domain/phi';
import type { LocalDate, LocalTime, PmsAppointment, PmsSoftware } from '../../domain/pms';
import { movedVisitKey, newVisitKey, referenceKey, type MatchKey } from '../../domain/writeback-match/match-keys';
import type { VisitOnFile } from '../../domain/changes/request';
import { bookingRulesOf, saysDescriptionInNote } from '../../sikka/pms-rules/booking-rules';

/** Time, provider and room of a visit as it was promised. */
export interface PromisedTime {
  readonly localDate: LocalDate;
  readonly localTime: LocalTime;
  readonly providerId: string;
  readonly operatory: string;
}

interface PromisedVisit extends PromisedTime {
  readonly referenceCode: string;
}

type PatientRef = Phi<{ readonly patientId: string }>;

/** Whether visits at this software keep our description, and so the code in it. */
export const keepsDescription = (pms: PmsSoftware): boolean =>
  !(bookingRulesOf(pms).unused ?? []).includes('description');

/** Whether our code goes out with a new visit at all: in the description, else in the note. */
const sendsCode = (pms: PmsSoftware): boolean => keepsDescription(pms) || saysDescriptionInNote(pms);

/** By what the request for a new visit is found among the write-backs: its code, else whose visit it is and when. */
export function newVisitMatch(pms: PmsSoftware, visit: PromisedVisit, patient: PatientRef): MatchKey | null {
  if (sendsCode(pms)) return referenceKey(visit.referenceCode);
  const { patientId } = reveal(patient);
  const { localDate: date, localTime: time, providerId, operatory } = visit;
  return newVisitKey({ patientId, date, time, providerId, operatory });
}

/** By what the request to move a visit is found; null for a visit that the PMS has given no number. */
export function movedVisitMatch(visit: PromisedTime, oldVisit: Phi<VisitOnFile>): MatchKey | null {
  const { appointmentSrNo } = reveal(oldVisit);
  if (appointmentSrNo === null) return null;
  return movedVisitKey({ appointmentSrNo, date: visit.localDate, time: visit.localTime });
}

/** The opaque code in a visit's description. */
export const codeIn = ({ patient }: PmsAppointment): string | null => findReferenceCode(reveal(patient).description);

export const isFor = (visit: PmsAppointment, patient: PatientRef): boolean =>
  reveal(visit.patient).patientId === reveal(patient).patientId;

export const isAsPromised = (visit: PmsAppointment, promised: PromisedTime): boolean =>
  visit.date === promised.localDate &&
  visit.startTime === promised.localTime &&
  visit.providerId === promised.providerId &&
  visit.operatory === promised.operatory;
