import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';

const SCHEDULE_ID = 'supervise-links';
const WORKFLOW = 'superviseLinks';

const scheduleOf = (taskQueue: string) =>
  ({
    scheduleId: SCHEDULE_ID,
    spec: { intervals: [{ every: '5m' }], jitter: '30s' },
    action: { type: 'startWorkflow', workflowType: WORKFLOW, workflowId: SCHEDULE_ID, taskQueue, args: [] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' },
  }) satisfies ScheduleOptions;

/** Creates the schedule that keeps the links alive, or brings it up to date; it acts once at once. Safe to repeat. */
export async function applySuperviseSchedule(client: Client, taskQueue: string): Promise<'created' | 'updated'> {
  const { scheduleId, ...wanted } = scheduleOf(taskQueue);
  try {
    await client.schedule.create({ scheduleId, ...wanted, state: { triggerImmediately: true } });
    return 'created';
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(scheduleId);
    await handle.update((before) => ({ ...wanted, state: before.state }));
    await handle.trigger();
    return 'updated';
  }
}
