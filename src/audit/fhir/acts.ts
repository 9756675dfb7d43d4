import type { StoredAuditRow } from '../stored-row';
import { AuditAction } from '../vocabulary';
import { Code } from './codes';
import type { AuditEvent, Coding } from './resource';

/** Which BALP family an act belongs to; null: there is no profile for it. */
export type ActPattern = 'search' | 'read' | 'create' | 'export';

/** What an act is in FHIR's words. */
export interface FhirAct {
  readonly type: Coding;
  readonly subtypes: readonly Coding[];
  readonly action: AuditEvent['action'];
  readonly pattern: ActPattern | null;
  /** Who was asked: the practice's software through Sikka, ourselves, or nobody. */
  readonly server: 'pms' | 'parlae' | null;
  /** What was acted on, for the patterns that name an object. */
  readonly object: { readonly display: string; readonly type?: string; readonly role: Coding };
  /** The request where the row has none of its own. Never holds anything of a patient. */
  readonly route?: string;
}

const RECORD = { display: 'audit record of the account', role: Code.report };
const VISIT = { display: 'appointment in the practice software', type: 'Appointment', role: Code.domainResource };

const CHART = { display: 'patient in the practice software', type: 'Patient', role: Code.domainResource };
const WRITEBACK = 'write-back to the practice software';

const searching = (server: FhirAct['server'], display: string): FhirAct => ({
  type: Code.rest,
  subtypes: [Code.search],
  action: 'E',
  pattern: 'search',
  server,
  object: { display, role: Code.domainResource },
});

const creating = (server: FhirAct['server'], object: FhirAct['object']): FhirAct => ({
  type: Code.rest,
  subtypes: [Code.create],
  action: 'C',
  pattern: 'create',
  server,
  object,
});

/** BALP has no profile that this fits: its update pattern wants the resource by its id, which we do not keep. */
const updating = (object: FhirAct['object']): FhirAct => ({
  type: Code.rest,
  subtypes: [Code.update],
  action: 'U',
  pattern: null,
  server: 'pms',
  object,
});

const ofOurs = (type: Coding, action: FhirAct['action'], display: string): FhirAct => ({
  type,
  subtypes: [],
  action,
  pattern: null,
  server: null,
  object: { display, role: Code.domainResource },
});

const exporting: FhirAct = { ...ofOurs(Code.exported, 'R', RECORD.display), pattern: 'export', object: RECORD };

/**
 * Every action of the vocabulary. Exchanges with the practice's software follow BALP's RESTful patterns. A record that
 * came in among the answers of a search has an event of its own, as BALP's PatientQuery asks: "one AuditEvent is
 * created for every Patient identified in the resulting search set".
 */
export const FHIR_ACTS: Readonly<Record<AuditAction, FhirAct>> = {
  'tool.call': { ...ofOurs(Code.rest, 'E', 'request of a call'), subtypes: [Code.operation], server: 'parlae' },
  'pms.patients.search': searching('pms', 'patients in the practice software'),
  'patient.seen': { ...searching('pms', 'patients in the practice software'), route: 'GET /patients' },
  'pms.reference.read': searching('pms', 'providers and hours of the practice'),
  'pms.appointments.read': searching('pms', 'appointments in the practice software'),
  'pms.appointment.create': creating('pms', VISIT),
  'pms.appointment.update': updating(VISIT),
  'pms.appointments.of-patient': searching('pms', 'appointments of the patient in the practice software'),
  'pms.patient.read': searching('pms', 'patients in the practice software'),
  'pms.patient.create': creating('pms', CHART),
  'pms.patient.update': updating(CHART),
  'pms.writeback.delete': { ...updating({ display: WRITEBACK, role: Code.job }), action: 'D' },
  'pms.writeback.read': {
    type: Code.rest,
    subtypes: [Code.read],
    action: 'R',
    pattern: 'read',
    server: 'pms',
    object: { display: WRITEBACK, role: Code.job },
  },
  'pms.writebacks.look-up': searching('pms', 'write-backs to the practice software'),
  'pms.appointment.read-back': searching('pms', 'appointments in the practice software'),
  'booking.transition': ofOurs(Code.amend, 'U', 'booking'),
  'change.transition': ofOurs(Code.amend, 'U', 'change of the practice software'),
  'call.message': ofOurs(Code.applicationActivity, 'E', 'phone call'),
  'call.transfer': ofOurs(Code.applicationActivity, 'E', 'phone call'),
  'text.send': ofOurs(Code.applicationActivity, 'E', 'text message'),
  'text.inbound': ofOurs(Code.applicationActivity, 'E', 'text message'),
  'staff.notify': ofOurs(Code.applicationActivity, 'E', 'task of the staff'),
  'staff.channel': ofOurs(Code.amend, 'U', 'channel to the staff'),
  'booking.reconcile': ofOurs(Code.applicationActivity, 'E', 'bookings'),
  'operator.decision': ofOurs(Code.amend, 'U', 'booking'),
  'admin.bookings.read': { ...searching('parlae', 'bookings'), route: 'GET /admin/bookings' },
  'admin.tasks.acknowledge': ofOurs(Code.amend, 'U', 'task of the staff'),
  'integration.status': ofOurs(Code.amend, 'U', 'link to the practice software'),
  'webhook.refused': {
    ...ofOurs(Code.securityAlert, 'E', 'webhook'),
    subtypes: [Code.nodeAuthentication],
    server: 'parlae',
  },
  'payload.decode': ofOurs(Code.decrypt, 'R', 'payload of a workflow'),
  'admin.tasks.read': { ...searching('parlae', 'tasks of the staff'), route: 'GET /admin/tasks' },
  'admin.tasks.close': ofOurs(Code.amend, 'U', 'task of the staff'),
  'audit.read': ofOurs(Code.auditLogUsed, 'R', RECORD.display),
  'audit.report': exporting,
  'audit.export': exporting,
  'audit.review': ofOurs(Code.auditLogUsed, 'R', RECORD.display),
  'audit.retention': ofOurs(Code.destroy, 'D', 'month of the audit record'),
  'audit.legal-hold': ofOurs(Code.hold, 'U', 'audit record'),
};

const BOOKING = { display: 'booking', role: Code.domainResource };
const CANCELLATION = { display: 'cancellation', role: Code.domainResource };

/** What a tool does for the assistant that calls it, where that is one of BALP's patterns. */
const TOOL_ACTS: ReadonlyMap<string | null, FhirAct> = new Map([
  ['/vapi/tools/search-patients', searching('parlae', 'patients of the practice')],
  ['/vapi/tools/check-availability', searching('parlae', 'times that can be booked')],
  ['/vapi/tools/get-patient-info', searching('parlae', 'upcoming appointments of the patient')],
  ['/vapi/tools/book-appointment', creating('parlae', BOOKING)],
  ['/vapi/tools/reschedule-appointment', creating('parlae', BOOKING)],
  ['/vapi/tools/cancel-appointment', creating('parlae', CANCELLATION)],
  ['/vapi/tools/create-patient', creating('parlae', { display: 'new patient', role: Code.domainResource })],
  ['/vapi/tools/update-patient', creating('parlae', { display: 'change of a chart', role: Code.domainResource })],
  ['/vapi/tools/transfer-to-human', creating('parlae', { display: 'wish for a person', role: Code.domainResource })],
]);

/** For an action that this version does not know: the row is older or newer than it. */
const UNKNOWN = ofOurs(Code.applicationActivity, 'E', 'unknown');

export function actOf({ action, endpoint }: Pick<StoredAuditRow, 'action' | 'endpoint'>): FhirAct {
  const known = Object.values(AuditAction).find((word) => word === action);
  if (known === undefined) return UNKNOWN;
  const tool = known === AuditAction.toolCall ? TOOL_ACTS.get(endpoint) : undefined;
  return tool ?? FHIR_ACTS[known];
}
