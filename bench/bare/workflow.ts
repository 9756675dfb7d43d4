import { allHandlersFinished, condition, defineUpdate, proxyActivities, setHandler } from '@temporalio/workflow';
import type { BareActivities, SikkaVisit } from './activities';

const activities = proxyActivities<BareActivities>({ startToCloseTimeout: '10s', retry: { maximumAttempts: 1 } });

const firstAnswer = defineUpdate<'done'>('firstAnswer');

/**
 * The write baseline: the least that answers an update once one activity is done.
 * @param busyDate the day that is read first, by the activity that does so
 */
export async function bareWrite(activity: keyof BareActivities, visit: SikkaVisit, busyDate: string): Promise<void> {
  let isDone = false;
  setHandler(firstAnswer, async (): Promise<'done'> => {
    await condition(() => isDone);
    return 'done';
  });
  await activities[activity](visit, busyDate);
  isDone = true;
  await condition(allHandlersFinished);
}
