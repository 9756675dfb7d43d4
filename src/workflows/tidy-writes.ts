import { proxyActivities, setWorkflowOptions } from '@temporalio/workflow';
import type { TidyActivities } from '../activities/tidy';
import { UPKEEP } from '../temporal/priorities';
import { BACKGROUND_READ } from '../temporal/retry-policies';

const { releaseLapsedHolds, startOrphanedChanges } = proxyActivities<TidyActivities>({
  startToCloseTimeout: '1m',
  retry: BACKGROUND_READ,
  priority: UPKEEP,
});

setWorkflowOptions({ failureExceptionTypes: [Error] }, tidyWrites);
/** Run by a schedule, each minute: times that are kept for nobody are let go of, and requests that nobody began are begun. */
export async function tidyWrites(): Promise<{ readonly released: number; readonly started: number }> {
  const { released } = await releaseLapsedHolds();
  const { started } = await startOrphanedChanges();
  return { released, started };
}
