import { ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { applySchedule } from './apply-schedule';

const SCHEDULE_ID = 'notify-staff';

const scheduleOf = (taskQueue: string) =>
  ({
    scheduleId: SCHEDULE_ID,
    spec: { intervals: [{ every: '1m' }] },
    action: { type: 'startWorkflow', workflowType: 'notifyStaff', workflowId: SCHEDULE_ID, taskQueue, args: [] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' },
  }) satisfies ScheduleOptions;

/** The schedule that has people told of their tasks, and the operator of those that nobody takes. */
export const applyNotifySchedule = (client: Client, taskQueue: string): Promise<'created' | 'updated'> =>
  applySchedule(client, scheduleOf(taskQueue));
