import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { Priority, SearchAttributePair } from '@temporalio/common';
import type { Waiting } from '../domain/booking/operation';
import { requestUpdateId } from './ids';

/** Left for the answer's way back, so that the workflow knows what the caller heard. */
const WIRE_RESERVE_MS = 400;

/** How long a caller can wait, and which request of theirs this is. */
export interface WaitingCall {
  readonly toolCallKey: string;
  readonly timeoutMs: number;
}

export interface Operation<I> {
  /** Names of the workflow and its update; the worker's own code is never loaded into the api. */
  readonly workflow: string;
  readonly update: string;
  readonly workflowId: string;
  readonly input: I;
  readonly searchAttributes: SearchAttributePair[];
  readonly summary: string;
  readonly priority?: Priority;
}

/**
 * Update-with-Start: one atomic request that starts an operation's workflow, or joins the one that runs, and waits for
 * its first answer. `working` when the time is over: the workflow goes on. `unreachable` when nothing shows that it began.
 */
export const createRequestOperation =
  (client: Client, taskQueue: string, onError: (error: unknown) => void) =>
  async <I, A>(operation: Operation<I>, call: WaitingCall): Promise<A | 'working' | 'unreachable'> => {
    const { workflowId } = operation;
    const startWorkflowOperation = new WithStartWorkflowOperation<(input: I) => Promise<unknown>>(operation.workflow, {
      workflowId,
      taskQueue,
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [operation.input],
      typedSearchAttributes: operation.searchAttributes,
      staticSummary: operation.summary,
      ...(operation.priority === undefined ? {} : { priority: operation.priority }),
    });
    try {
      return await client.withDeadline(Date.now() + call.timeoutMs, () =>
        client.workflow.executeUpdateWithStart<(input: I) => Promise<unknown>, A, [Waiting]>(operation.update, {
          args: [{ waitsMs: Math.max(0, call.timeoutMs - WIRE_RESERVE_MS) }],
          updateId: requestUpdateId(call.toolCallKey),
          startWorkflowOperation,
        }),
      );
    } catch (error) {
      onError(error);
      if (isUnavailable(error)) return 'unreachable';
      return (await hasStarted(client, workflowId)) ? 'working' : 'unreachable';
    }
  };

export type RequestOperation = ReturnType<typeof createRequestOperation>;

const GRPC_UNAVAILABLE = 14;

/** Every attempt ended without a server. The SDK wraps gRPC's own error in one of its own. */
function isUnavailable(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return [error, cause].some((each) => (each as { code?: unknown } | undefined)?.code === GRPC_UNAVAILABLE);
}

const DESCRIBE_TIMEOUT_MS = 1_200;

async function hasStarted(client: Client, workflowId: string): Promise<boolean> {
  try {
    await client.withDeadline(Date.now() + DESCRIBE_TIMEOUT_MS, () => client.workflow.getHandle(workflowId).describe());
    return true;
  } catch {
    return false;
  }
}
