import { ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { applySchedule } from './apply-schedule';

const REVIEW_ID = 'review-audit';

/** 12:30 UTC, when the day before is over in every zone from Hawaii on. A run that was missed finds its days. */
const reviewing = (taskQueue: string) =>
  ({
    scheduleId: REVIEW_ID,
    spec: { calendars: [{ hour: 12, minute: 30 }] },
    action: { type: 'startWorkflow', workflowType: 'reviewAudit', workflowId: REVIEW_ID, taskQueue, args: [] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1d' },
  }) satisfies ScheduleOptions;

/** The schedule that has the audit record examined each day. */
export const applyReviewSchedule = (client: Client, taskQueue: string): Promise<'created' | 'updated'> =>
  applySchedule(client, reviewing(taskQueue));
