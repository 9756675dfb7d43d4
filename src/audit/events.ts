import { z } from 'zod';
import { AuditAction, AuditActor, AuditEvidence, AuditPurpose } from './vocabulary';

const common = {
  id: z.uuid(),
  account_id: z.uuid().nullable(),
  pms_integration_id: z.uuid().nullable(),
  action: z.enum(AuditAction),
  actor_type: z.enum(AuditActor),
  /** An id of the identity provider, or of the assistant; never a name. */
  actor_ref: z.string().nullable(),
  /** For whom the actor acted: `caller`, or the recipient of an export. */
  on_behalf_of: z.string().nullable(),
  purpose: z.enum(AuditPurpose),
  assurance_level: z.enum(['L0', 'L1', 'L2', 'L3']).nullable(),
  evidence: z.array(z.enum(AuditEvidence)),
  /** Keyed hash of the patient, the same in every row of the account. */
  patient_ref: z.string().nullable(),
  /** Keyed hash of the number that called. */
  caller_ref: z.string().nullable(),
  /** What the act was about where it was no patient: `month:2026-10`, `export:<sha-256>`. Never PHI. */
  subject: z.string().nullable(),
  phi_accessed: z.boolean(),
  phi_fields: z.array(z.string()),
  vapi_call_id: z.string().nullable(),
  tool_call_id: z.string().nullable(),
  workflow_id: z.string().nullable(),
  /** A W3C trace id: 32 hexadecimal digits. */
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
