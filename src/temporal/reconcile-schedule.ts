import { ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { applySchedule } from './apply-schedule';

const RECONCILE_ID = 'reconcile-practices';

/** About 09:00 UTC: night from Hawaii to Newfoundland, and not the same minute for every deployment. */
const reconciling = (taskQueue: string) =>
  ({
    scheduleId: RECONCILE_ID,
    spec: { calendars: [{ hour: 9, minute: 0 }], jitter: '20m' },
    action: {
      type: 'startWorkflow',
      workflowType: 'reconcilePractices',
      workflowId: RECONCILE_ID,
      taskQueue,
      args: [],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '12h' },
  }) satisfies ScheduleOptions;

/** The schedule that compares, each night, what was promised with what the practices' software holds. */
export const applyReconcileSchedule = (client: Client, taskQueue: string): Promise<'created' | 'updated'> =>
  applySchedule(client, reconciling(taskQueue));
