import { AuditAction } from '../audit/vocabulary';
import type { AuditedAct } from '../audit/scope';
import { hasBegun } from '../domain/changes/visit-time';
import type { VisitOnFile } from '../domain/changes/request';
import { phi, reveal, type Phi } from '../domain/phi';
import type { PmsAppointment, PmsExchange } from '../domain/pms';
import { addDays, todayIn } from '../domain/time/practice-time';
import type { CallPatient, VerifiedPatient } from '../persistence/call-codes';
import type { Practice } from '../persistence/practices';
import type { SikkaClient } from '../sikka/client';

/** The part of a tool call that the read needs. */
export interface VisitsScope {
  readonly practice: Pick<Practice, 'office' | 'timeZone'>;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly trail: {
    attempt(
      request: Pick<PmsExchange, 'endpoint' | 'method'>,
      acts: readonly AuditedAct[],
      patientRef: string,
    ): Promise<string[]>;
    outcome(
      act: AuditedAct,
      reply: { readonly exchanges: readonly PmsExchange[] },
      attemptId: string | null,
      patientRef: string,
    ): void;
  };
}

/** Whose visits are read. */
interface PatientAsked extends Pick<CallPatient, 'patientIndex'> {
  readonly patient: Phi<Pick<VerifiedPatient, 'patientId'>>;
}

/** Null: the PMS did not answer. */
export type PatientVisitsReader = (
  person: PatientAsked,
  scope: VisitsScope,
) => Promise<readonly PmsAppointment[] | null>;

const DAYS_AHEAD = 365;
const READ_TIMEOUT_MS = 3_500;

/** What Sikka's row of a visit says of a patient, whether or not we use it: all of it came in. */
const READ: AuditedAct = {
  action: AuditAction.patientVisitsRead,
  phiFields: [
    ...['appointment_sr_no', 'patient_id', 'patient_name', 'guarantor_id', 'guarantor_name', 'date', 'time', 'length'],
    ...['provider_id', 'hygienist', 'operatory', 'status', 'type', 'description', 'note', 'amount', 'cancelled'],
    ...['cancelled_date', 'appointment_made_date', 'procedure_code1', 'procedure_code1_amount', 'surface_quadrant'],
  ],
};

/** A visit of one patient as we keep it. */
export const toVisitOnFile = (
  visit: PmsAppointment,
): VisitOnFile & { readonly appointmentSrNo: string; readonly patientId: string } => ({
  appointmentSrNo: visit.appointmentSrNo,
  patientId: reveal(visit.patient).patientId,
  date: visit.date,
  time: visit.startTime,
  lengthMinutes: Math.max(1, visit.lengthMinutes),
  providerId: visit.providerId,
  operatory: visit.operatory,
  status: visit.status,
  type: '',
});

/**
 * A patient's visits from now on for a year that have not been cancelled: one audited read. Whatever comes of another
 * patient is left out, also if Sikka should have read the question otherwise. Who has no chart yet has none.
 */
export const createPatientVisitsReader =
  (sikka: Pick<SikkaClient, 'appointments'>): PatientVisitsReader =>
  async ({ patient, patientIndex }, { practice, now, signal, trail }) => {
    const { patientId } = reveal(patient);
    if (patientId === '') return [];
    const today = todayIn(practice.timeZone, now);
    const request = { endpoint: '/appointments', method: 'GET' } as const;
    const [attemptId = null] = await trail.attempt(request, [READ], patientIndex);
    const reply = await sikka.appointments.findAppointments(
      { office: practice.office, signal, timeoutMs: READ_TIMEOUT_MS },
      { patientId: phi(patientId), startDate: today, endDate: addDays(today, DAYS_AHEAD) },
    );
    trail.outcome(READ, reply, attemptId, patientIndex);
    if (!reply.ok) return null;
    return reply.value.filter(
      (visit) =>
        !visit.isCancelled &&
        reveal(visit.patient).patientId === patientId &&
        !hasBegun(visitOf(visit), practice.timeZone, now),
    );
  };

const visitOf = (visit: PmsAppointment): Phi<VisitOnFile> => phi(toVisitOnFile(visit));
