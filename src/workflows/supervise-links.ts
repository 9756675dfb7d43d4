import { proxyActivities, setWorkflowOptions } from '@temporalio/workflow';
import type { SuperviseActivities } from '../activities/supervise-links';
import { UPKEEP } from '../temporal/priorities';
import { BACKGROUND_READ } from '../temporal/retry-policies';

const activities = proxyActivities<SuperviseActivities>({
  startToCloseTimeout: '4m',
  retry: BACKGROUND_READ,
  priority: UPKEEP,
});

setWorkflowOptions({ failureExceptionTypes: [Error] }, superviseLinks);
/** Run by a schedule: every linked office has its request key kept, every practice its capabilities read. */
export async function superviseLinks(): Promise<void> {
  await activities.superviseLinks();
}
