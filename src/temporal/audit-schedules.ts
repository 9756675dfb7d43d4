import { ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { applySchedule } from './apply-schedule';

const SEAL_ID = 'seal-audit';

/** One sealing runs on for an hour; the minutes between find it running, and replace it when it is not. */
const sealing = (taskQueue: string) =>
  ({
    scheduleId: SEAL_ID,
    spec: { intervals: [{ every: '1m' }] },
    action: { type: 'startWorkflow', workflowType: 'sealAudit', workflowId: SEAL_ID, taskQueue, args: [] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' },
  }) satisfies ScheduleOptions;

/** The schedule that keeps the audit record sealed. */
export const applySealSchedule = (client: Client, taskQueue: string): Promise<'created' | 'updated'> =>
  applySchedule(client, sealing(taskQueue));
