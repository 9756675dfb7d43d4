import { continueAsNew, proxyActivities, setWorkflowOptions, sleep, workflowInfo } from '@temporalio/workflow';
import type { SealActivities } from '../activities/seal-audit';
import { UPKEEP } from '../temporal/priorities';
import { UNTIL_DONE } from '../temporal/retry-policies';

const { sealWhenDue } = proxyActivities<SealActivities>({
  startToCloseTimeout: '2m',
  heartbeatTimeout: '15s',
  retry: UNTIL_DONE,
  priority: UPKEEP,
});

/** A conflict is for people; it is looked at again at this pace until they have settled it. */
const AFTER_CONFLICT = '1m';
const RUN = '1h';

setWorkflowOptions({ failureExceptionTypes: [Error] }, sealAudit);
/** Run by a schedule, one at a time: seals the audit record for an hour, whenever a checkpoint is due. */
export async function sealAudit(): Promise<void> {
  const hour = { isOver: false };
  void sleep(RUN).then(
    () => {
      hour.isOver = true;
    },
    () => undefined, // cancelled, as is what the loop waits for
  );
  while (!hour.isOver) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof sealAudit>();
    const { kind } = await sealWhenDue();
    if (kind === 'conflict') await sleep(AFTER_CONFLICT);
  }
}
