import { canonicalJson } from '../../domain/canonical-json';
import { reveal } from '../../domain/phi';
import { TOOLS } from '../../domain/tools';
import { claimToolCall, type ToolCallClaim } from '../../persistence/tool-calls';
import type { Deadline } from './deadline';
import type { RunDeps, ToolRun } from './run-tool-call';
import type { ToolReply } from './tool';

const REPEAT_POLL_MS = 25;

/** A repeat that arrives while the first is still being answered waits for that answer. */
export async function claimOnce(deps: RunDeps, run: ToolRun, deadline: Deadline): Promise<ToolCallClaim<ToolReply>> {
  const { practice, session, toolCallId } = run;
  const { accountId } = practice;
  const argumentsIndex = deps.index('arguments', accountId, canonicalJson(reveal(run.arguments)));
  const call = {
    accountId,
    callSessionId: session.id,
    toolCallId,
    tool: run.tool.name,
    argumentsIndex,
    arguments: run.arguments,
  };
  for (;;) {
    const claim = await deps.database.run((manager) =>
      claimToolCall<ToolReply>(manager, deps.cipher, call, TOOLS[run.tool.name].deadlineMs),
    );
    if (claim.kind !== 'running' || deadline.remainingMs() === 0) return claim;
    await new Promise((resolve) => setTimeout(resolve, REPEAT_POLL_MS));
  }
}
