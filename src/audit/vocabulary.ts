/** Version of the vocabulary below. A row says which one it was written under; a stored word is never given another meaning. */
export const AUDIT_EVENT_VERSION = 2;

/** What was done. Closed: a new action is a change here, seen in review. */
export const AuditAction = {
  toolCall: 'tool.call',
  patientSearch: 'pms.patients.search',
  /** One patient's record came into the process among the answers of a search. No request of its own. */
  patientSeen: 'patient.seen',
  /** Providers and hours: no patient in it. */
  referenceRead: 'pms.reference.read',
  busyTimesRead: 'pms.appointments.read',
  appointmentCreate: 'pms.appointment.create',
  /** Another time, or another status, of a visit: moves and cancellations. */
  appointmentUpdate: 'pms.appointment.update',
  /** One patient's visits, for the caller who is verified for them. */
  patientVisitsRead: 'pms.appointments.of-patient',
  patientRead: 'pms.patient.read',
  patientCreate: 'pms.patient.create',
  patientUpdate: 'pms.patient.update',
  writebackDelete: 'pms.writeback.delete',
  writebackRead: 'pms.writeback.read',
  writebackLookUp: 'pms.writebacks.look-up',
  appointmentReadBack: 'pms.appointment.read-back',
  bookingTransition: 'booking.transition',
  /** Of a change that is no booking: a cancellation, a new patient, an entry in a chart. */
  changeTransition: 'change.transition',
  /** News put into a call that is still on. */
  callMessage: 'call.message',
  callTransfer: 'call.transfer',
  textSend: 'text.send',
  textInbound: 'text.inbound',
  staffNotify: 'staff.notify',
  staffChannel: 'staff.channel',
  /** What was promised is compared with what the practice's software holds. */
  reconcile: 'booking.reconcile',
  /** A person has decided about a booking or a change: send again, done by hand, give up. */
  operatorDecision: 'operator.decision',
  bookingsRead: 'admin.bookings.read',
  taskAcknowledge: 'admin.tasks.acknowledge',
  integrationStatus: 'integration.status',
  webhookRefused: 'webhook.refused',
  /** An operator read a workflow's payload in clear. */
  payloadDecode: 'payload.decode',
  taskRead: 'admin.tasks.read',
  taskClose: 'admin.tasks.close',
  auditRead: 'audit.read',
  auditReport: 'audit.report',
  auditExport: 'audit.export',
  auditReview: 'audit.review',
  auditRetention: 'audit.retention',
  legalHold: 'audit.legal-hold',
} as const;
export type AuditAction = (typeof AuditAction)[keyof typeof AuditAction];

/**
 * Why it was done. Treatment and operations are 45 CFR 164.506's words; the patient's own request is 164.524's. The
 * others are those of 164.512, whose disclosures a patient may ask an accounting of (164.528).
 */
export const AuditPurpose = {
  treatment: 'treatment',
  operations: 'operations',
  security: 'security',
  patientRequest: 'patient-request',
  requiredByLaw: 'required-by-law',
  publicHealth: 'public-health',
  healthOversight: 'health-oversight',
  legalProceedings: 'legal-proceedings',
  lawEnforcement: 'law-enforcement',
  research: 'research',
} as const;
export type AuditPurpose = (typeof AuditPurpose)[keyof typeof AuditPurpose];

/** Who acted. The caller acts through the assistant, which is the actor of a tool call on the caller's behalf. */
export const AuditActor = {
  caller: 'caller',
  assistant: 'assistant',
  operator: 'operator',
  system: 'system',
} as const;
export type AuditActor = (typeof AuditActor)[keyof typeof AuditActor];

/** What spoke for the caller being who they said they were. */
export const AuditEvidence = ['caller-number', 'guarantor-number', 'full-name', 'birth-date'] as const;

/** What each action is done for, where the act does not say otherwise. */
export const PURPOSE_OF: Readonly<Record<AuditAction, AuditPurpose>> = {
  'tool.call': 'treatment',
  'pms.patients.search': 'treatment',
  'patient.seen': 'treatment',
  'pms.reference.read': 'operations',
  'pms.appointments.read': 'treatment',
  'pms.appointment.create': 'treatment',
  'pms.appointment.update': 'treatment',
  'pms.appointments.of-patient': 'treatment',
  'pms.patient.read': 'treatment',
  'pms.patient.create': 'treatment',
  'pms.patient.update': 'treatment',
  'pms.writeback.delete': 'treatment',
  'pms.writeback.read': 'treatment',
  'pms.writebacks.look-up': 'treatment',
  'pms.appointment.read-back': 'treatment',
  'booking.transition': 'treatment',
  'change.transition': 'treatment',
  'call.message': 'treatment',
  'call.transfer': 'operations',
  'text.send': 'treatment',
  'text.inbound': 'operations',
  'staff.notify': 'operations',
  'staff.channel': 'operations',
  'booking.reconcile': 'operations',
  'operator.decision': 'operations',
  'admin.bookings.read': 'operations',
  'admin.tasks.acknowledge': 'operations',
  'integration.status': 'operations',
  'webhook.refused': 'security',
  'payload.decode': 'operations',
  'admin.tasks.read': 'operations',
  'admin.tasks.close': 'operations',
  'audit.read': 'security',
  'audit.report': 'patient-request',
  'audit.export': 'security',
  'audit.review': 'security',
  'audit.retention': 'operations',
  'audit.legal-hold': 'operations',
};
