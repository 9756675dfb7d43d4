import { WorkflowNotFoundError, WorkflowUpdateFailedError, type Client } from '@temporalio/client';

/** What an operator can decide about a booking or a change, by the words of `/admin`. */
export const OperatorDecision = { retry: 'retry', done: 'done', cancel: 'cancel' } as const;
export type OperatorDecision = (typeof OperatorDecision)[keyof typeof OperatorDecision];

/** Names of the workflow's updates; the worker's own code is never loaded into the api. */
const UPDATES: Readonly<Record<OperatorDecision, string>> = {
  retry: 'operatorRetry',
  done: 'operatorMarkDone',
  cancel: 'operatorCancel',
};

export interface Decided {
  readonly workflowId: string;
  readonly decision: OperatorDecision;
  /** Who: opaque. */
  readonly by: string;
  /** For the codec, which says by it who may read the payload. */
  readonly accountId: string;
}

/** `not-waiting`: the workflow is over, or waits for nobody. `unreachable`: it was not told, or may not have been. */
export type DecisionOutcome = 'accepted' | 'not-waiting' | 'unreachable';

const TIMEOUT_MS = 5_000;

/** Tells a workflow that waits for a person what one has decided. */
export const createSettleOperation =
  (client: Client, onError: (error: unknown) => void) =>
  async ({ workflowId, decision, by, accountId }: Decided): Promise<DecisionOutcome> => {
    try {
      await client.withDeadline(Date.now() + TIMEOUT_MS, () =>
        client.workflow
          .getHandle(workflowId)
          .executeUpdate<null, [{ by: string; accountId: string }]>(UPDATES[decision], { args: [{ by, accountId }] }),
      );
      return 'accepted';
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError || error instanceof WorkflowNotFoundError) return 'not-waiting';
      onError(error);
      return 'unreachable';
    }
  };

export type SettleOperation = ReturnType<typeof createSettleOperation>;
