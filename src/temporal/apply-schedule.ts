import { ScheduleAlreadyRunning, type Client, type ScheduleOptions } from '@temporalio/client';

/** Creates a schedule, or brings it up to date; it acts once at once. Safe to repeat. */
export async function applySchedule(client: Client, options: ScheduleOptions): Promise<'created' | 'updated'> {
  const { scheduleId, ...wanted } = options;
  try {
    await client.schedule.create({ scheduleId, ...wanted, state: { triggerImmediately: true } });
    return 'created';
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(scheduleId);
    await handle.update((before) => ({ ...wanted, state: before.state }));
    // Named, because by itself a trigger lets runs overlap.
    await handle.trigger(options.policies?.overlap);
    return 'updated';
  }
}
