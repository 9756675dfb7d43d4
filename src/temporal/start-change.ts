import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { changeOperation, type RequestedChange } from './request-change';

/**
 * Starts the workflow of a stored change that nobody waits for any more, unless it runs. An operation that ended without
 * success may be asked for again under its id, so a run that began before the change was stored is not its own.
 * @param storedAt when the change was stored
 */
export const createStartChange =
  (client: Client, taskQueue: string) =>
  async (change: RequestedChange, storedAt: Date): Promise<'started' | 'known'> => {
    const { workflow, workflowId, input, searchAttributes, summary, priority } = changeOperation(change);
    if (await hasRun(client, workflowId, storedAt)) return 'known';
    await client.workflow.start(workflow, {
      workflowId,
      taskQueue,
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [input],
      typedSearchAttributes: searchAttributes,
      staticSummary: summary,
      ...(priority === undefined ? {} : { priority }),
    });
    return 'started';
  };
export type StartChange = ReturnType<typeof createStartChange>;

async function hasRun(client: Client, workflowId: string, storedAt: Date): Promise<boolean> {
  try {
    const { status, startTime } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING' || startTime >= storedAt;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
