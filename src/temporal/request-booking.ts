import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { BookAppointmentInput, BookingAnswer } from '../domain/booking/operation';
import { bookAppointmentWorkflowId, requestUpdateId } from './ids';
import { PracticeIdAttribute, ToolAttribute } from './search-attributes';

/** Names of the workflow and its update; the worker's own code is never loaded into the api. */
const WORKFLOW = 'bookAppointment';
const UPDATE = 'requestBooking';

/**
 * Update-with-Start: one atomic request that starts the booking's workflow, or joins the one that runs, and waits for
 * its answer. `working` when `timeoutMs` is over: the workflow goes on. `unreachable` when nothing shows that it began.
 */
export const createRequestBooking =
  (client: Client, taskQueue: string, onError: (error: unknown) => void) =>
  async (
    input: BookAppointmentInput,
    call: { readonly toolCallKey: string; readonly timeoutMs: number },
  ): Promise<BookingAnswer | 'working' | 'unreachable'> => {
    const startWorkflowOperation = new WithStartWorkflowOperation<
      (input: BookAppointmentInput) => Promise<BookingAnswer>
    >(WORKFLOW, {
      workflowId: bookAppointmentWorkflowId(input.operationKey),
      taskQueue,
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [input],
      typedSearchAttributes: [
        { key: PracticeIdAttribute, value: input.integrationId },
        { key: ToolAttribute, value: 'book-appointment' },
      ],
      staticSummary: 'Books one visit: hold, send, write-back, read-back.',
    });
    try {
      return await client.withDeadline(Date.now() + call.timeoutMs, () =>
        client.workflow.executeUpdateWithStart<
          (input: BookAppointmentInput) => Promise<BookingAnswer>,
          BookingAnswer,
          []
        >(UPDATE, {
          updateId: requestUpdateId(call.toolCallKey),
          startWorkflowOperation,
        }),
      );
    } catch (error) {
      onError(error);
      if (isUnavailable(error)) return 'unreachable';
      return (await hasStarted(client, bookAppointmentWorkflowId(input.operationKey))) ? 'working' : 'unreachable';
    }
  };

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
