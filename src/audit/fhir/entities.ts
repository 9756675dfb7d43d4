import type { StoredAuditRow } from '../stored-row';
import type { FhirAct } from './acts';
import { Code, Urn } from './codes';
import { fhirText, type AuditEventDetail, type AuditEventEntity, type Coding } from './resource';

const ours = (code: string, display: string): Coding => ({ system: Urn.entity, code, display });
const ROW = ours('row', 'row of the audit record');
const ATTEMPT = ours('attempt', 'row that stood before the request');
const CALL = ours('call', 'phone call');

/** What the event was about, and where its row stands. Types of our own keep clear of the slices that BALP counts. */
export function entitiesOf(row: StoredAuditRow, act: FhirAct): AuditEventEntity[] {
  return [...patientOf(row), objectOf(row, act), ...transactionOf(row), ...callOf(row), ...attemptOf(row), rowOf(row)];
}

const identified = (type: Coding, system: string, value: string): AuditEventEntity => ({
  type,
  what: { identifier: { system, value } },
});

function patientOf({ patient_ref: ref }: StoredAuditRow): AuditEventEntity[] {
  if (ref === null) return [];
  const what = { type: 'Patient', identifier: { system: Urn.patientRef, value: ref } };
  return [{ type: Code.person, role: Code.patient, what }];
}

/** For a search the request: its method and the template of its route, because what was searched for is PHI. */
function objectOf(row: StoredAuditRow, act: FhirAct): AuditEventEntity {
  const { role, ...what } = act.object;
  if (act.pattern !== 'search') return { type: Code.systemObject, role, what };
  const route =
    fhirText(row.endpoint) === null ? (act.route ?? 'unknown') : `${row.method ?? ''} ${row.endpoint ?? ''}`;
  return {
    type: Code.systemObject,
    role: Code.query,
    description: what.display,
    query: Buffer.from(route.trim(), 'utf8').toString('base64'),
  };
}

function transactionOf(row: StoredAuditRow): AuditEventEntity[] {
  const traceId = fhirText(row.trace_id);
  return traceId === null ? [] : [identified(Code.requestId, Urn.trace, traceId)];
}

function callOf(row: StoredAuditRow): AuditEventEntity[] {
  const callId = fhirText(row.vapi_call_id);
  if (callId === null) return [];
  const detail = details([['tool_call_id', row.tool_call_id]]);
  return [{ ...identified(CALL, Urn.call, callId), ...(detail.length === 0 ? {} : { detail }) }];
}

const attemptOf = ({ attempt_id: id }: StoredAuditRow): AuditEventEntity[] =>
  id === null ? [] : [identified(ATTEMPT, Urn.row, id)];

/** Where the row stands in its chain, and all of it that has no place of its own in an AuditEvent. */
const rowOf = (row: StoredAuditRow): AuditEventEntity => ({
  ...identified(ROW, Urn.row, row.id),
  detail: details([
    ['chain', row.chain],
    ['chain_seq', String(row.chain_seq)],
    ['prev_hash', row.prev_hash],
    ['row_hash', row.row_hash],
    ['canonical_version', String(row.canonical_version)],
    ['event_version', String(row.event_version)],
    ['kind', row.kind],
    ['outcome', row.outcome],
    ['actor_type', row.actor_type],
    ['endpoint', row.endpoint],
    ['method', row.method],
    ['response_status', row.response_status?.toString() ?? null],
    ['response_time', row.response_time?.toString() ?? null],
    ['workflow_id', row.workflow_id],
    ['subject', row.subject],
    ['phi_accessed', String(row.phi_accessed)],
    ...row.phi_fields.map((field) => ['phi_field', field] as const),
    ...row.evidence.map((evidence) => ['evidence', evidence] as const),
  ]),
});

function details(pairs: readonly (readonly [type: string, value: string | null])[]): AuditEventDetail[] {
  return pairs.flatMap(([type, value]) => {
    const valueString = fhirText(value);
    return valueString === null ? [] : [{ type, valueString }];
  });
}
