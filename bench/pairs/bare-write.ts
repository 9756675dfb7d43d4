import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { SikkaVisit } from '../bare/activities';
import type { bareWrite } from '../bare/workflow';
import type { Contender } from '../measure/rounds';

/** Far from every date that a tool asks about; the simulator lets visits lie on top of each other. */
const VISIT: SikkaVisit = {
  patient_id: '4001',
  date: '2099-01-04',
  time: '10:30',
  length: '30',
  provider_id: 'PRV1',
  operatory: 'OP1',
  practice_id: '1-1',
  description: 'Exam',
};

export interface BareWriteDeps {
  readonly client: Client;
  readonly taskQueue: string;
  /** Days as full as those that the tool books. */
  readonly busyDays: Iterator<string, never>;
}

/** Update-with-Start of the bare workflow, straight from here; the time until the update has its answer. */
export function bareWriteContender(
  name: string,
  activity: Parameters<typeof bareWrite>[0],
  { client, taskQueue, busyDays }: BareWriteDeps,
): Contender {
  return {
    name,
    async sample() {
      const startWorkflowOperation = new WithStartWorkflowOperation<typeof bareWrite>('bareWrite', {
        workflowId: `bare-write/${randomUUID()}`,
        taskQueue,
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [activity, VISIT, busyDays.next().value],
      });
      const startedAt = performance.now();
      await client.workflow.executeUpdateWithStart('firstAnswer', { startWorkflowOperation, args: [] });
      const elapsedMs = performance.now() - startedAt;
      await (await startWorkflowOperation.workflowHandle()).result();
      return elapsedMs;
    },
  };
}
