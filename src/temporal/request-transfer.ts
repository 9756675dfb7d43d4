import type { Client } from '@temporalio/client';
import type { TransferAnswer, TransferCallbackInput, TransferEnd } from '../domain/transfer/operation';
import { callerWaits } from './priorities';
import type { RequestOperation, WaitingCall } from './request-operation';
import { OutcomeAttribute, PracticeIdAttribute, ToolAttribute } from './search-attributes';

/** Starts or joins the workflow of a stored wish for a person and waits for its first true answer. */
export const createRequestTransfer =
  (request: RequestOperation) =>
  async (
    { workflowId, ...input }: TransferCallbackInput & { readonly workflowId: string },
    call: WaitingCall,
  ): Promise<TransferAnswer | 'working' | 'unreachable'> => {
    const answer = await request<TransferCallbackInput, TransferAnswer>(
      {
        workflow: 'transferCallback',
        update: 'requestTransfer',
        workflowId,
        input,
        searchAttributes: [
          { key: PracticeIdAttribute, value: input.integrationId },
          { key: ToolAttribute, value: 'transfer-to-human' },
          { key: OutcomeAttribute, value: 'open' },
        ],
        summary: 'Puts one caller through to the front desk, else has them called back.',
        priority: callerWaits(input.integrationId),
      },
      call,
    );
    // Where nobody knows, a task to call back does no harm.
    return answer === 'unsure' ? 'unreachable' : answer;
  };
export type RequestTransfer = ReturnType<typeof createRequestTransfer>;

const SIGNAL_TIMEOUT_MS = 2_000;

/** Tells a transfer's workflow how it ended. Throws where it cannot be told: then its own clock ends the wait. */
export const createEndTransfer =
  (client: Client) =>
  (workflowId: string, end: TransferEnd): Promise<void> =>
    client.withDeadline(Date.now() + SIGNAL_TIMEOUT_MS, () =>
      client.workflow.getHandle(workflowId).signal<[TransferEnd]>('transferEnded', end),
    );
export type EndTransfer = ReturnType<typeof createEndTransfer>;
