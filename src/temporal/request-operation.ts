import { WithStartWorkflowOperation, WorkflowNotFoundError, type Client } from '@temporalio/client';
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
 * `working`: it has begun, and the time is over. `unreachable`: it has not begun, for certain. `unsure`: the server went
 * away while it had the request, and nobody can be asked whether it took it.
 */
export type NoAnswer = 'working' | 'unreachable' | 'unsure';

/**
 * Update-with-Start: one atomic request that starts an operation's workflow, or joins the one that runs, and waits for
 * its first answer. A request that was cut off is made again, which joins what the first one began.
 */
export const createRequestOperation =
  (client: Client, taskQueue: string, onError: (error: unknown) => void) =>
  async <I, A>(operation: Operation<I>, call: WaitingCall): Promise<A | NoAnswer> => {
    const endsAtMs = Date.now() + call.timeoutMs;
    let mayHaveArrived = false;
    for (;;) {
      try {
        return await requestOnce<I, A>(client, taskQueue, operation, call, endsAtMs);
      } catch (error) {
        onError(error);
        if (isNeverSent(error)) return mayHaveArrived ? 'unsure' : 'unreachable';
        mayHaveArrived = true;
        if (!isUnavailable(error) || Date.now() >= endsAtMs) return standOf(client, operation.workflowId);
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };

const PAUSE_MS = 100;

function requestOnce<I, A>(
  client: Client,
  taskQueue: string,
  operation: Operation<I>,
  call: WaitingCall,
  endsAtMs: number,
): Promise<A> {
  const startWorkflowOperation = new WithStartWorkflowOperation<(input: I) => Promise<unknown>>(operation.workflow, {
    workflowId: operation.workflowId,
    taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
    args: [operation.input],
    typedSearchAttributes: operation.searchAttributes,
    staticSummary: operation.summary,
    ...(operation.priority === undefined ? {} : { priority: operation.priority }),
  });
  return client.withDeadline(endsAtMs, () =>
    client.workflow.executeUpdateWithStart<(input: I) => Promise<unknown>, A, [Waiting]>(operation.update, {
      args: [{ waitsMs: Math.max(0, endsAtMs - Date.now() - WIRE_RESERVE_MS) }],
      updateId: requestUpdateId(call.toolCallKey),
      startWorkflowOperation,
    }),
  );
}

export type RequestOperation = ReturnType<typeof createRequestOperation>;

const GRPC_UNAVAILABLE = 14;
const GRPC_NOT_FOUND = 5;

/** The error itself, and gRPC's own where the SDK has wrapped it. */
const causesOf = (error: unknown): { code?: unknown; message?: string }[] =>
  [error, error instanceof Error ? error.cause : undefined].map((each) => (each ?? {}) as { code?: unknown });

export const isUnavailable = (error: unknown): boolean => causesOf(error).some(({ code }) => code === GRPC_UNAVAILABLE);

/** No connection was there to send it by, in gRPC's own words; any other end may have come after it was sent. */
export const isNeverSent = (error: unknown): boolean =>
  causesOf(error).some(
    ({ code, message = '' }) =>
      code === GRPC_UNAVAILABLE && /No connection established|Name resolution failed/.test(message),
  );

const DESCRIBE_TIMEOUT_MS = 1_200;

async function standOf(client: Client, workflowId: string): Promise<NoAnswer> {
  try {
    await client.withDeadline(Date.now() + DESCRIBE_TIMEOUT_MS, () => client.workflow.getHandle(workflowId).describe());
    return 'working';
  } catch (error) {
    const isAbsent =
      causesOf(error).some(({ code }) => code === GRPC_NOT_FOUND) || error instanceof WorkflowNotFoundError;
    return isAbsent ? 'unreachable' : 'unsure';
  }
}
