import { z } from 'zod';

/** Version of the vocabulary below. A row says which one it was written under. */
export const AUDIT_EVENT_VERSION = 1;

/** What was done. Closed: a new action is a change here, seen in review. */
export const AuditAction = {
  toolCall: 'tool.call',
  patientSearch: 'pms.patients.search',
  /** Providers and hours: no patient in it. */
  referenceRead: 'pms.reference.read',
  busyTimesRead: 'pms.appointments.read',
  appointmentCreate: 'pms.appointment.create',
  writebackRead: 'pms.writeback.read',
  writebackLookUp: 'pms.writebacks.look-up',
  appointmentReadBack: 'pms.appointment.read-back',
  bookingTransition: 'booking.transition',
  integrationStatus: 'integration.status',
  webhookRefused: 'webhook.refused',
} as const;

/** Why PHI was touched (45 CFR 164.506 names treatment and operations). */
export const AuditPurpose = { treatment: 'treatment', operations: 'operations', security: 'security' } as const;

const common = {
  id: z.uuid(),
  account_id: z.uuid().nullable(),
  pms_integration_id: z.uuid().nullable(),
  action: z.enum(AuditAction),
  actor_type: z.enum(['caller', 'assistant', 'operator', 'system']),
  actor_ref: z.string().nullable(),
  on_behalf_of: z.string().nullable(),
  purpose: z.enum(AuditPurpose),
  assurance_level: z.enum(['L0', 'L1', 'L2', 'L3']).nullable(),
  evidence: z.array(z.enum(['caller-number', 'full-name', 'birth-date'])),
  patient_ref: z.string().nullable(),
  phi_accessed: z.boolean(),
  phi_fields: z.array(z.string()),
  vapi_call_id: z.string().nullable(),
  tool_call_id: z.string().nullable(),
  workflow_id: z.string().nullable(),
  trace_id: z.string().nullable(),
};

const http = { endpoint: z.string(), method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) };

const attempt = z.strictObject({
  ...common,
  ...http,
  kind: z.literal('attempt'),
  outcome: z.literal('pending'),
});

const outcome = z.strictObject({
  ...common,
  ...http,
  kind: z.literal('outcome'),
  attempt_id: z.uuid().nullable(),
  outcome: z.enum(['success', 'not-found', 'denied', 'failure', 'unknown']),
  /** HTTP status; 0 when no answer arrived. */
  response_status: z.int().nonnegative(),
  /** Milliseconds. */
  response_time: z.int().nonnegative(),
});

const event = z.strictObject({
  ...common,
  kind: z.literal('event'),
  outcome: z.enum(['success', 'denied', 'failure', 'unknown']),
});

/** One row of `pms_audit_logs` as it is handed to `audit_append()`. Field names are the table's. */
export const auditRow = z.discriminatedUnion('kind', [attempt, outcome, event]);
export type AuditRow = z.infer<typeof auditRow>;
export type AuditOutcome = z.infer<typeof outcome>['outcome'];
