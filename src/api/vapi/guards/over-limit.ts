import type { Database } from '../../../persistence/database';
import type { PracticeOnLine } from '../../../persistence/practices';
import { auditOverLimit } from '../audit-refusals';
import type { LimitedBy, ToolCallLimits } from './tool-call-limits';

export interface OverLimitDeps {
  readonly database: Database;
  readonly limits: ToolCallLimits;
  readonly onRefused: (limitedBy: LimitedBy, toolCalls: number) => void;
  readonly onError: (error: unknown, tool: null) => void;
}

/**
 * Counts tool calls of a line, and tells of those over its limit. Asked before anything is kept of the call: a flood costs
 * one look-up for each message, and no more.
 */
export async function isOverLimit(
  { database, limits, onRefused, onError }: OverLimitDeps,
  practice: PracticeOnLine,
  toolCalls: number,
  call: { readonly vapiCallId: string; readonly traceId: string | null },
): Promise<boolean> {
  const limitedBy = await limits.take(practice, toolCalls);
  if (limitedBy === null) return false;
  onRefused(limitedBy, toolCalls);
  if (await limits.isForRecord(practice.accountId, limitedBy)) {
    await auditOverLimit(database, practice, { ...call, limitedBy }).catch((error: unknown) => {
      onError(error, null);
    });
  }
  return true;
}
