import { reveal, type Phi } from '../domain/phi';
import type { PmsSoftware } from '../domain/pms';
import type { PmsAppointmentChange, PmsAppointmentRequest, PmsStatusChange } from '../domain/pms-writes';
import type { PmsError } from '../domain/pms-errors';
import type { Result } from '../domain/result';
import { readAcceptedUpdate } from './accepted-update';
import { readAcceptedWrite, type AcceptedWrite } from './accepted-write';
import type { SikkaCalls } from './calls';
import { foldFreeText } from './free-text';
import { applyRules } from './pms-rules/apply-rules';
import { bookingRulesOf, saysDescriptionInNote } from './pms-rules/booking-rules';
import { rescheduleRulesOf } from './pms-rules/reschedule-rules';
import { statusRulesOf } from './pms-rules/status-rules';
import type { SikkaReply } from './reply';
import type { SikkaFields } from './send-limits';
import { sendWrite, type WriteContext } from './send-write';

type SendableFields = Result<Record<string, string>, PmsError>;

const DESCRIPTION_WHEN_EMPTY = 'Appointment';
const VISIT_ENDPOINT = '/appointments/{appointment_sr_no}';
const UNKNOWN_SOFTWARE: PmsSoftware = { name: '', version: '' };

function bookingFields(visit: PmsAppointmentRequest, pms: PmsSoftware): SendableFields {
  const description = foldFreeText(visit.description) || DESCRIPTION_WHEN_EMPTY;
  const note = visit.note ?? '';
  const fields: SikkaFields = {
    patient_id: visit.patientId,
    date: visit.date,
    time: visit.time,
    length: String(visit.lengthMinutes),
    provider_id: visit.providerId,
    operatory: visit.operatory,
    description,
    note: saysDescriptionInNote(pms) ? `${description} ${note}` : note,
    type: visit.type,
    staff: visit.staff,
    user: visit.user,
    status: visit.status,
    guarantor_id: visit.guarantorId,
    procedure_codes: visit.procedureCodes?.join('|'),
    production_type: visit.productionType,
    is_new_patient: saysDescriptionInNote(pms) ? String(visit.isNewPatient ?? false) : undefined,
    has_insurance: visit.hasInsurance === undefined ? undefined : String(visit.hasInsurance),
  };
  return applyRules(fields, bookingRulesOf(pms));
}

/**
 * Asks for a new visit. Accepted means queued for the practice's computer, not booked. Sent once; see `sendWrite`.
 * Without a software, as one of which nothing special is known.
 */
export const postAppointment =
  (calls: SikkaCalls) =>
  (
    context: Omit<WriteContext, 'pms'> & Partial<Pick<WriteContext, 'pms'>>,
    wrapped: Phi<PmsAppointmentRequest>,
  ): Promise<SikkaReply<AcceptedWrite>> =>
    sendWrite(calls, context, {
      method: 'POST',
      endpoint: '/appointment',
      fields: bookingFields(reveal(wrapped), context.pms ?? UNKNOWN_SOFTWARE),
      read: readAcceptedWrite,
    });

function changeFields(change: PmsAppointmentChange, pms: PmsSoftware): SendableFields {
  const { date, time, lengthMinutes, operatory, status } = change;
  const fields: SikkaFields = {
    provider_id: change.providerId,
    date,
    time,
    length: lengthMinutes === undefined ? undefined : String(lengthMinutes),
    operatory,
    status,
    description: change.description,
    type: change.type,
    schedule: change.schedule,
    staff: change.staff,
  };
  return applyRules(fields, rescheduleRulesOf(pms));
}

/**
 * Asks for another time, room or provider of a visit. No list tells which software takes this, so it is asked only of
 * practices where it has worked. Accepted means queued. Sent once; see `sendWrite`.
 */
export const putAppointment =
  (calls: SikkaCalls) =>
  (context: WriteContext, wrapped: Phi<PmsAppointmentChange>): Promise<SikkaReply<AcceptedWrite>> => {
    const change = reveal(wrapped);
    return sendWrite(calls, context, {
      method: 'PUT',
      endpoint: VISIT_ENDPOINT,
      pathParams: { appointment_sr_no: change.appointmentSrNo },
      fields: changeFields(change, context.pms),
      read: readAcceptedUpdate(change.appointmentSrNo),
    });
  };

function statusFields(change: PmsStatusChange, pms: PmsSoftware): SendableFields {
  const fields: SikkaFields = {
    appointment_sr_no: change.appointmentSrNo,
    op: 'replace',
    path: '/appointment_status',
    value: change.status,
    status_changed_by: change.changedBy,
    staff: change.staff,
    cancellation_code_id: change.cancellationCodeId,
    cancellation_note: change.cancellationNote,
  };
  return applyRules(fields, statusRulesOf(pms));
}

/**
 * Asks for another status of a visit; with the practice's word for it, this cancels. Accepted means queued, and API0008
 * that it was not logged. The id goes in the path and the body: Sikka's table wants both. Sent once; see `sendWrite`.
 */
export const patchAppointmentStatus =
  (calls: SikkaCalls) =>
  (context: WriteContext, wrapped: Phi<PmsStatusChange>): Promise<SikkaReply<AcceptedWrite>> => {
    const change = reveal(wrapped);
    return sendWrite(calls, context, {
      method: 'PATCH',
      endpoint: VISIT_ENDPOINT,
      pathParams: { appointment_sr_no: change.appointmentSrNo },
      fields: statusFields(change, context.pms),
      read: readAcceptedUpdate(change.appointmentSrNo),
    });
  };
