import { Context } from '@temporalio/activity';

/** The workflow's run as a trace id: a run id is a UUID, whose 32 hexadecimal digits are one. Null outside a workflow. */
export const runTraceId = (): string | null =>
  Context.current().info.workflowExecution?.runId.replaceAll('-', '') ?? null;
