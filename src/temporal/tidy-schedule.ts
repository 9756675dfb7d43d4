import { ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { applySchedule } from './apply-schedule';

const TIDY_ID = 'tidy-writes';

const tidying = (taskQueue: string) =>
  ({
    scheduleId: TIDY_ID,
    spec: { intervals: [{ every: '1m' }] },
    action: {
      type: 'startWorkflow',
      workflowType: 'tidyWrites',
      workflowId: TIDY_ID,
      taskQueue,
      args: [],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' },
  }) satisfies ScheduleOptions;

/** The schedule that lets go of lapsed holds and begins requests that nobody began. */
export const applyTidySchedule = (client: Client, taskQueue: string): Promise<'created' | 'updated'> =>
  applySchedule(client, tidying(taskQueue));
