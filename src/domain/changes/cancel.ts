import { phi, reveal, type Phi } from '../phi';
import type { PmsAppointment } from '../pms';
import type { PmsStatusChange } from '../pms-writes';
import { visitStatusKey, type MatchKey } from '../writeback-match/match-keys';
import type { CancelRequest, VisitOnFile } from './request';

/** The visit that is to be cancelled: a number of the PMS, and how it stood when the caller spoke of it. */
export interface CancelTarget {
  readonly appointmentSrNo: string;
  readonly asSpoken: Phi<VisitOnFile>;
}

/** Null for a visit that the PMS has given no number yet. */
export function toCancelTarget(asSpoken: Phi<VisitOnFile>): CancelTarget | null {
  const { appointmentSrNo } = reveal(asSpoken);
  return appointmentSrNo === null ? null : { appointmentSrNo, asSpoken };
}

export const visitOf = (request: Phi<CancelRequest>): Phi<VisitOnFile> => phi(reveal(request).visit);

/**
 * How the visit stands now. `differs`: it has another patient or another time than the one that the caller spoke of, so
 * it is not theirs to cancel; another room or provider makes it no other visit.
 */
export function standOfVisit(
  { appointmentSrNo, asSpoken }: CancelTarget,
  visits: readonly PmsAppointment[],
): 'stands' | 'cancelled' | 'differs' | 'gone' {
  const now = visits.find((visit) => visit.appointmentSrNo === appointmentSrNo);
  if (now === undefined) return 'gone';
  const { patientId, date, time } = reveal(asSpoken);
  if (patientId !== null && reveal(now.patient).patientId !== patientId) return 'differs';
  if (now.isCancelled) return 'cancelled';
  return now.date === date && now.startTime === time ? 'stands' : 'differs';
}

/** The reason goes along where the PMS has a place for it. */
export const toStatusChange = (
  { appointmentSrNo }: CancelTarget,
  request: Phi<CancelRequest>,
  cancelWord: string,
): Phi<PmsStatusChange> =>
  phi({ appointmentSrNo, status: cancelWord, cancellationNote: reveal(request).reason || undefined });

/** By what this visit's cancellation is found among the write-backs, rather than another change of its status. */
export const cancelKey = ({ appointmentSrNo }: CancelTarget, cancelWord: string): MatchKey | null =>
  visitStatusKey({ appointmentSrNo, status: cancelWord });
