import type { AuditRow } from '../../audit/events';
import { AuditAction } from '../../audit/vocabulary';
import { BLANK_SCOPE, outcomeRow, type AuditScope } from '../../audit/scope';
import type { RunDeps, ToolRun } from './run-tool-call';
import { NOTHING_DISCLOSED, type ToolReply } from './tool';

/** The audit scope of one tool call: the assistant acts, for the caller. */
export const scopeOf = ({
  practice,
  session,
  origin,
  toolCallId,
}: Pick<ToolRun, 'practice' | 'session' | 'origin' | 'toolCallId'>): AuditScope => ({
  ...BLANK_SCOPE,
  accountId: practice.accountId,
  integrationId: practice.integrationId,
  actorType: 'assistant',
  actorRef: origin.assistantId,
  assuranceLevel: 'L0',
  callerRef: origin.callerRef,
  vapiCallId: session.vapiCallId,
  toolCallId,
  traceId: origin.traceId,
});

/** The row of the tool call itself: what its answer gives away, and on what evidence. */
export function toolCallRow(deps: Pick<RunDeps, 'now'>, run: ToolRun, { disclosure }: ToolReply): AuditRow {
  const { level, evidence, patientRef, phiFields, outcome } = { ...NOTHING_DISCLOSED, ...disclosure };
  return outcomeRow(
    { ...scopeOf(run), assuranceLevel: level, evidence, patientRef },
    { action: AuditAction.toolCall, phiFields },
    {
      endpoint: `/vapi/tools/${run.tool.name}`,
      method: 'POST',
      responseStatus: 200,
      responseTimeMs: deps.now().getTime() - run.receivedAtMs,
    },
    outcome,
  );
}
