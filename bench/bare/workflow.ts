import { allHandlersFinished, condition, defineUpdate, proxyActivities, setHandler } from '@temporalio/workflow';
import type { BareActivities, SikkaVisit } from './activities';

const activities = proxyActivities<BareActivities>({ startToCloseTimeout: '10s', retry: { maximumAttempts: 1 } });

const firstAnswer = defineUpdate<'done'>('firstAnswer');

/** The write baseline: the least that answers an update once one activity is done. */
export async function bareWrite(activity: keyof BareActivities, visit: SikkaVisit): Promise<void> {
  let isDone = false;
  setHandler(firstAnswer, async (): Promise<'done'> => {
    await condition(() => isDone);
    return 'done';
  });
  await activities[activity](visit);
  isDone = true;
  await condition(allHandlersFinished);
}
