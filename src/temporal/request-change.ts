import { ChangeKind, type ChangeAnswer, type ChangeInput } from '../domain/changes/operation';
import { callerWaits } from './priorities';
import type { Operation, RequestOperation, WaitingCall } from './request-operation';
import { OutcomeAttribute, PracticeIdAttribute, ToolAttribute } from './search-attributes';

const UPDATE = 'requestChange';

const WORKFLOWS: Readonly<Record<ChangeKind, { readonly workflow: string; readonly summary: string }>> = {
  [ChangeKind.cancelAppointment]: {
    workflow: 'cancelAppointment',
    summary: 'Cancels one visit: take back what is on its way, else the status word of the practice.',
  },
  [ChangeKind.createPatient]: { workflow: 'createPatient', summary: 'Enters one new patient.' },
  [ChangeKind.updatePatient]: { workflow: 'updatePatient', summary: 'Changes one chart.' },
};

/** A stored change, as its workflow is asked for. */
export interface RequestedChange extends ChangeInput {
  readonly kind: ChangeKind;
  readonly workflowId: string;
}

/** The workflow of a stored change: the same, whoever starts it. */
export const changeOperation = ({ kind, workflowId, ...input }: RequestedChange): Operation<ChangeInput> => ({
  ...WORKFLOWS[kind],
  update: UPDATE,
  workflowId,
  input,
  searchAttributes: [
    { key: PracticeIdAttribute, value: input.integrationId },
    { key: ToolAttribute, value: kind },
    { key: OutcomeAttribute, value: 'open' },
  ],
  priority: callerWaits(input.integrationId),
});

/**
 * Starts or joins the workflow of a stored change and waits for its first true answer. Where nobody knows whether it has
 * begun, it is `working`: what is stored and was never started is started by the upkeep.
 */
export const createRequestChange =
  (request: RequestOperation) =>
  async (change: RequestedChange, call: WaitingCall): Promise<ChangeAnswer | 'working' | 'unreachable'> => {
    const answer = await request<ChangeInput, ChangeAnswer>(changeOperation(change), call);
    return answer === 'unsure' ? 'working' : answer;
  };
export type RequestChange = ReturnType<typeof createRequestChange>;
