import { z } from 'zod';

/**
 * The columns of a row in the order of canonical form 2, then the two hashes. In exports they have the same names;
 * `created_at` is in microseconds since 1970 there, because a `Date` would lose three digits.
 */
export const STORED_COLUMNS = [
  'canonical_version',
  'chain',
  'chain_seq',
  'id',
  'created_at',
  'event_version',
  'kind',
  'attempt_id',
  'account_id',
  'pms_integration_id',
  'action',
  'outcome',
  'actor_type',
  'actor_ref',
  'on_behalf_of',
  'purpose',
  'assurance_level',
  'evidence',
  'patient_ref',
  'phi_accessed',
  'phi_fields',
  'endpoint',
  'method',
  'response_status',
  'response_time',
  'vapi_call_id',
  'tool_call_id',
  'workflow_id',
  'trace_id',
  'caller_ref',
  'subject',
  'prev_hash',
  'row_hash',
] as const;

const text = z.string().nullable();
/** Postgres's bigint reaches us as text; no chain and no clock of ours goes beyond 2^53. */
const bigint = z.coerce.number().pipe(z.int());
const hash = z.hex().length(64);

/**
 * One row as it lies in the table, of whatever version: words of the vocabulary are plain text here, because an old row
 * must stay readable when the vocabulary has moved on.
 */
export const storedAuditRow = z.object({
  canonical_version: z.int(),
  chain: z.string(),
  chain_seq: bigint,
  id: z.string(),
  /** Microseconds since 1970. */
  created_at: bigint,
  event_version: z.int(),
  kind: z.string(),
  attempt_id: text,
  account_id: text,
  pms_integration_id: text,
  action: z.string(),
  outcome: z.string(),
  actor_type: z.string(),
  actor_ref: text,
  on_behalf_of: text,
  purpose: z.string(),
  assurance_level: text,
  evidence: z.array(z.string()),
  patient_ref: text,
  phi_accessed: z.boolean(),
  phi_fields: z.array(z.string()),
  endpoint: text,
  method: text,
  response_status: z.int().nullable(),
  response_time: z.int().nullable(),
  vapi_call_id: text,
  tool_call_id: text,
  workflow_id: text,
  trace_id: text,
  caller_ref: text,
  subject: text,
  /** Hexadecimal SHA-256 of the row before; zeros before the first. */
  prev_hash: hash,
  row_hash: hash,
});
export type StoredAuditRow = z.output<typeof storedAuditRow>;

/** What to select from `pms_audit_logs` (under any alias-free FROM) so that `storedAuditRow` reads it. */
export const SELECT_STORED_ROW = STORED_COLUMNS.map((column) => {
  if (column === 'created_at') return '(extract(epoch FROM created_at) * 1000000)::bigint AS created_at';
  if (column === 'prev_hash' || column === 'row_hash') return `encode(${column}, 'hex') AS ${column}`;
  return column;
}).join(', ');
