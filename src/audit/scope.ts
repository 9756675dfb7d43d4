import { randomUUID } from 'node:crypto';
import type { PmsExchange } from '../domain/pms';
import type { AuditOutcome, AuditRow } from './events';
import { AuditPurpose, PURPOSE_OF } from './vocabulary';

/** Who does something, for whom and in which call: the part of a row that stays the same through one operation. */
export interface AuditScope {
  readonly accountId: string | null;
  readonly integrationId: string | null;
  readonly actorType: AuditRow['actor_type'];
  /** Which one of them: an id of the identity provider, or of the assistant. */
  readonly actorRef: string | null;
  readonly assuranceLevel: AuditRow['assurance_level'];
  readonly evidence: AuditRow['evidence'];
  readonly patientRef: string | null;
  /** Keyed hash of the number that called. */
  readonly callerRef: string | null;
  readonly vapiCallId: string | null;
  readonly toolCallId: string | null;
  readonly workflowId: string | null;
  readonly traceId: string | null;
}

export interface AuditedAct {
  readonly action: AuditRow['action'];
  /** Where it is not the one that the action has by itself. */
  readonly purpose?: AuditPurpose;
  /** What it was about where it was no patient; never PHI. */
  readonly subject?: string;
  /** Names of the PHI fields that were read or sent; empty when none were. */
  readonly phiFields: readonly string[];
}

function base(scope: AuditScope, act: AuditedAct) {
  return {
    id: randomUUID(),
    account_id: scope.accountId,
    pms_integration_id: scope.integrationId,
    action: act.action,
    actor_type: scope.actorType,
    actor_ref: scope.actorRef,
    on_behalf_of: scope.actorType === 'assistant' ? 'caller' : null,
    purpose: act.purpose ?? (scope.accountId === null ? AuditPurpose.security : PURPOSE_OF[act.action]),
    assurance_level: scope.assuranceLevel,
    evidence: scope.evidence,
    patient_ref: scope.patientRef,
    caller_ref: scope.callerRef,
    subject: act.subject ?? null,
    phi_accessed: act.phiFields.length > 0,
    phi_fields: [...act.phiFields],
    vapi_call_id: scope.vapiCallId,
    tool_call_id: scope.toolCallId,
    workflow_id: scope.workflowId,
    trace_id: scope.traceId,
  };
}

/** The row that stands before a request that carries PHI leaves the process. */
export const attemptRow = (
  scope: AuditScope,
  act: AuditedAct,
  request: Pick<PmsExchange, 'endpoint' | 'method'>,
): AuditRow => ({ ...base(scope, act), ...request, kind: 'attempt', outcome: 'pending' });

/** The row that stands before what a request brought is passed on. No answer is status 0. */
export const outcomeRow = (
  scope: AuditScope,
  act: AuditedAct,
  exchange: PmsExchange,
  outcome: AuditOutcome,
  attemptId: string | null = null,
): AuditRow => ({
  ...base(scope, act),
  kind: 'outcome',
  attempt_id: attemptId,
  endpoint: exchange.endpoint,
  method: exchange.method,
  outcome,
  response_status: exchange.responseStatus ?? 0,
  response_time: Math.max(0, Math.round(exchange.responseTimeMs)),
});

/** One row per exchange of a reply: two when an expired request key made the client ask again. */
export function exchangeRows(
  scope: AuditScope,
  act: AuditedAct,
  reply: { readonly exchanges: readonly PmsExchange[] },
  attemptId: string | null = null,
): AuditRow[] {
  return reply.exchanges.map((exchange) => outcomeRow(scope, act, exchange, exchangeOutcome(exchange), attemptId));
}

/** A row for something that is not a request, such as a booking's change of state. */
export const eventRow = (scope: AuditScope, act: AuditedAct, outcome: 'success' | 'denied' | 'failure'): AuditRow => ({
  ...base(scope, act),
  kind: 'event',
  outcome,
});

/** How an exchange with the PMS ended, in the audit record's words. */
export function exchangeOutcome(exchange: PmsExchange): AuditOutcome {
  const status = exchange.responseStatus;
  if (status === null || status >= 500) return 'unknown';
  if (status === 204 || status === 404) return 'not-found';
  if (status === 401 || status === 403) return 'denied';
  return status < 400 ? 'success' : 'failure';
}

/** Upkeep of ours at an integration, outside any call. */
export const systemScope = (accountId: string, integrationId: string): AuditScope => ({
  ...BLANK_SCOPE,
  accountId,
  integrationId,
});

/** Nobody, about nothing: what a scope begins from. */
export const BLANK_SCOPE: AuditScope = {
  accountId: null,
  integrationId: null,
  actorType: 'system',
  actorRef: null,
  assuranceLevel: null,
  evidence: [],
  patientRef: null,
  callerRef: null,
  vapiCallId: null,
  toolCallId: null,
  workflowId: null,
  traceId: null,
};
