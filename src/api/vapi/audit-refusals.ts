import { appendAudit } from '../../audit/append';
import { AuditAction, AuditPurpose } from '../../audit/vocabulary';
import { BLANK_SCOPE, outcomeRow, type AuditScope } from '../../audit/scope';
import type { Database } from '../../persistence/database';
import type { PracticeOnLine } from '../../persistence/practices';
import type { LimitedBy } from './guards/tool-call-limits';

const SYSTEM: AuditScope = { ...BLANK_SCOPE, actorType: 'assistant' };

/** A tool call that belongs to no account of ours: an unknown line. Kept on the system chain. */
export async function auditUnknownLine(
  database: Database,
  call: {
    readonly vapiCallId: string | null;
    readonly toolCallId: string;
    readonly traceId: string | null;
    readonly path: string;
  },
): Promise<void> {
  const { vapiCallId, toolCallId, traceId } = call;
  const scope = { ...SYSTEM, vapiCallId, toolCallId, traceId };
  const exchange = { endpoint: call.path, method: 'POST', responseStatus: 200, responseTimeMs: 0 } as const;
  const row = outcomeRow(scope, { action: AuditAction.toolCall, phiFields: [] }, exchange, 'denied');
  await database.run((tx) => appendAudit(tx, [row]));
}

/** Tool calls over the limit of a line or an account, of which this one stands for many. */
export async function auditOverLimit(
  database: Database,
  { accountId, integrationId }: PracticeOnLine,
  call: { readonly vapiCallId: string; readonly traceId: string | null; readonly limitedBy: LimitedBy },
): Promise<void> {
  const { limitedBy, ...rest } = call;
  const scope = { ...SYSTEM, accountId, integrationId, ...rest };
  const exchange = { endpoint: '/vapi/tools', method: 'POST', responseStatus: 200, responseTimeMs: 0 } as const;
  const act = {
    action: AuditAction.toolCall,
    purpose: AuditPurpose.security,
    subject: `rate-limit:${limitedBy}`,
    phiFields: [],
  };
  await database.run((tx) => appendAudit(tx, [outcomeRow(scope, act, exchange, 'denied')]));
}

const WINDOW_MS = 60_000;

interface Refusal {
  readonly endpoint: string;
  readonly responseStatus: number;
  /** Who the sender claims to be. */
  readonly actorType: AuditScope['actorType'];
}
const VAPI_REFUSAL: Refusal = { endpoint: '/vapi', responseStatus: 401, actorType: 'assistant' };

/**
 * Requests with a wrong signature cost an attacker nothing, so they may not cost us a row each: the first of a minute
 * is put on record, the others are counted by the metric only.
 */
export function createRefusalAudit(
  database: Database,
  clock: () => number,
  onError: (error: unknown) => void,
  { actorType, ...answered }: Refusal = VAPI_REFUSAL,
) {
  let lastAt = -Infinity;
  return (): void => {
    if (clock() - lastAt < WINDOW_MS) return;
    lastAt = clock();
    const exchange = { ...answered, method: 'POST', responseTimeMs: 0 } as const;
    const row = outcomeRow(
      { ...SYSTEM, actorType },
      { action: AuditAction.webhookRefused, phiFields: [] },
      exchange,
      'denied',
    );
    database.run((tx) => appendAudit(tx, [row])).catch(onError);
  };
}
