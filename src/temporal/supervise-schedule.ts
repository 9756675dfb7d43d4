import { ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { applySchedule } from './apply-schedule';

const SCHEDULE_ID = 'supervise-links';
const WORKFLOW = 'superviseLinks';

const scheduleOf = (taskQueue: string) =>
  ({
    scheduleId: SCHEDULE_ID,
    spec: { intervals: [{ every: '5m' }], jitter: '30s' },
    action: { type: 'startWorkflow', workflowType: WORKFLOW, workflowId: SCHEDULE_ID, taskQueue, args: [] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' },
  }) satisfies ScheduleOptions;

/** The schedule that keeps the links alive. */
export const applySuperviseSchedule = (client: Client, taskQueue: string): Promise<'created' | 'updated'> =>
  applySchedule(client, scheduleOf(taskQueue));
