import type { StoredAuditRow } from '../stored-row';
import { AuditAction, type AuditPurpose } from '../vocabulary';

/** In the order in which a caller is asked. */
const EVIDENCE_WORDS: Readonly<Record<string, string>> = {
  'full-name': 'full name',
  'birth-date': 'date of birth',
  'caller-number': "caller's number",
  'guarantor-number': "guarantor's number",
};
const rankOf = (evidence: string): number => [...Object.keys(EVIDENCE_WORDS), evidence].indexOf(evidence);

/** Who acted, and for whom, in words that a patient can read. */
export function whoOf(row: StoredAuditRow): string {
  switch (row.actor_type) {
    case 'assistant':
      return `our voice assistant, for ${callerOf(row)}`;
    case 'caller':
      return callerOf(row);
    case 'operator':
      return `operator ${row.actor_ref ?? 'without a name on record'}${recipientOf(row)}`;
    case 'system':
      return `our system${recipientOf(row)}`;
    default:
      return row.actor_type;
  }
}

const recipientOf = ({ on_behalf_of: recipient }: StoredAuditRow): string =>
  recipient === null ? '' : `, for ${recipient === 'caller' ? 'the caller' : recipient}`;

function callerOf({ assurance_level: level, evidence }: StoredAuditRow): string {
  if (level === null || level === 'L0') return 'a caller who had not been identified';
  const known = [...evidence].sort((a, b) => rankOf(a) - rankOf(b)).map((name) => EVIDENCE_WORDS[name] ?? name);
  return `a caller at level ${level}${known.length === 0 ? '' : ` (${known.join(', ')})`}`;
}

const ACTION_WORDS: Readonly<Record<AuditAction, string>> = {
  'tool.call': 'a request in a phone call was answered',
  'pms.patients.search': "the practice's patients were searched",
  'patient.seen': 'the record came in with the answers of a search; nothing was told of it by that',
  'pms.reference.read': "the practice's providers and hours were read",
  'pms.appointments.read': 'times that are taken were read',
  'pms.appointment.create': "an appointment was sent to the practice's software",
  'pms.appointment.update': "a change of an appointment was sent to the practice's software",
  'pms.appointments.of-patient': "the patient's appointments were read from the practice's software",
  'pms.patient.read': "the patient's chart was read from the practice's software",
  'pms.patient.create': "a new patient was sent to the practice's software",
  'pms.patient.update': "a change of the chart was sent to the practice's software",
  'pms.writeback.delete': "a change was taken back before the practice's software had it",
  'pms.writeback.read': "it was asked whether the practice's software had taken a change",
  'pms.writebacks.look-up': "a change was looked for among those sent to the practice's software",
  'pms.appointment.read-back': "an appointment was read back from the practice's software",
  'booking.transition': 'a booking of ours went on to its next state',
  'change.transition': 'a change of ours went on to its next state',
  'call.message': 'news was put into a phone call that was still on',
  'call.transfer': 'a phone call was put through to the practice',
  'text.send': 'a text message was sent',
  'text.inbound': 'a text message came in',
  'staff.notify': "the practice's staff were told of a task",
  'staff.channel': 'how tasks reach the practice was changed',
  'booking.reconcile': "what was promised was compared with what the practice's software holds",
  'operator.decision': 'an operator decided about a booking or a change',
  'admin.bookings.read': 'bookings were read',
  'admin.tasks.acknowledge': 'a task was acknowledged',
  'integration.status': "the link to the practice's software changed",
  'webhook.refused': 'a message that was not from our telephone service was refused',
  'payload.decode': 'an operator read what a workflow held',
  'admin.tasks.read': "the staff's tasks were read",
  'admin.tasks.close': 'a task was settled',
  'audit.read': 'the record of accesses was read',
  'audit.report': 'an access report was made',
  'audit.export': 'the record of accesses was exported',
  'audit.review': 'the record of accesses was reviewed',
  'audit.retention': 'a month of the record that is over six years old left it',
  'audit.legal-hold': 'a legal hold was placed or released',
};

/** What was done; the route says more where the action alone says little. */
export function whatOf({ action, endpoint }: Pick<StoredAuditRow, 'action' | 'endpoint'>): string {
  const known = Object.values(AuditAction).find((word) => word === action);
  const words = known === undefined ? action : ACTION_WORDS[known];
  return known === AuditAction.toolCall && endpoint !== null ? `${words}: ${endpoint.replace(/^.*\//, '')}` : words;
}

const PURPOSE_WORDS: Readonly<Record<AuditPurpose, string>> = {
  treatment: 'treatment',
  operations: 'running the service',
  security: 'keeping the record safe',
  'patient-request': "the patient's own request",
  'required-by-law': 'required by law',
  'public-health': 'public health',
  'health-oversight': 'oversight of health care',
  'legal-proceedings': 'legal proceedings',
  'law-enforcement': 'law enforcement',
  research: 'research',
};

export const whyOf = (purpose: string): string =>
  Object.entries(PURPOSE_WORDS).find(([word]) => word === purpose)?.[1] ?? purpose;

const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  success: 'done',
  'not-found': 'nothing found',
  denied: 'refused',
  failure: 'not done',
  unknown: 'not known whether it was done',
  pending: 'begun; how it ended is not among these rows',
};

export const endOf = (outcome: string): string => OUTCOME_WORDS[outcome] ?? outcome;

/** Names of fields that say little by themselves; any other is shown as it is, with blanks for its dots and dashes. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  firstname: 'first name',
  lastname: 'last name',
  birthdate: 'date of birth',
  search: 'name, as a search word',
  cell: 'mobile number',
  homephone: 'home number',
  workphone: 'work number',
  patient_id: "number in the practice's software",
  provider_id: 'provider',
  operatory: 'room',
  description: 'note of the appointment',
  appointments: 'times of appointments',
  payload_body: 'change that was sent',
  api_request_body: 'change that was sent',
};

export const fieldOf = (name: string): string => FIELD_WORDS[name] ?? name.replace(/[._-]+/g, ' ');
