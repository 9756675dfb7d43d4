import { randomUUID } from 'node:crypto';
import { storedAuditRow, type StoredAuditRow } from '../../src/audit/stored-row';

export const AN_ACCOUNT = '7f1d5c1e-54a5-4f0e-8f3b-0a0a0a0a0a01';
export const A_PRACTICE = '7f1d5c1e-54a5-4f0e-8f3b-0a0a0a0a0b01';
export const A_PATIENT = 'q0w1e2r3t4y5u6i7o8p9Aa';

let lastSeq = 0;

/** A row as it comes out of the table: a search of the assistant's for a caller, unless told otherwise. */
export const auditRowWith = (changes: Partial<StoredAuditRow> = {}): StoredAuditRow => {
  lastSeq += 1;
  return storedAuditRow.parse({
    canonical_version: 2,
    chain: changes.account_id === null ? 'system' : AN_ACCOUNT,
    chain_seq: lastSeq,
    id: randomUUID(),
    created_at: Date.UTC(2031, 2, 4, 15, 30) * 1_000 + lastSeq,
    event_version: 2,
    kind: 'outcome',
    attempt_id: null,
    account_id: AN_ACCOUNT,
    pms_integration_id: A_PRACTICE,
    action: 'pms.patients.search',
    outcome: 'success',
    actor_type: 'assistant',
    actor_ref: 'asst-1',
    on_behalf_of: 'caller',
    purpose: 'treatment',
    assurance_level: 'L3',
    evidence: ['caller-number', 'birth-date', 'full-name'],
    patient_ref: A_PATIENT,
    phi_accessed: true,
    phi_fields: ['lastname'],
    endpoint: '/patients',
    method: 'GET',
    response_status: 200,
    response_time: 12,
    vapi_call_id: 'call-1',
    tool_call_id: 'tool-1',
    workflow_id: null,
    trace_id: '0af7651916cd43dd8448eb211c80319c',
    caller_ref: 'k1l2m3n4o5p6q7r8s9t0Uu',
    subject: null,
    prev_hash: '0'.repeat(64),
    row_hash: 'ab'.repeat(32),
    ...changes,
  });
};
