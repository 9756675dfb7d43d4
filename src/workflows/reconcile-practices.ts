import {
  ApplicationFailure,
  continueAsNew,
  executeChild,
  isCancellation,
  proxyActivities,
  setWorkflowOptions,
} from '@temporalio/workflow';
import type { ReconcileActivities } from '../activities/reconcile';
import type { IntegrationRef } from '../domain/integration-ref';
import { reconcilePracticeWorkflowId } from '../temporal/ids';
import { UPKEEP, upkeepOf } from '../temporal/priorities';
import { BACKGROUND_READ } from '../temporal/retry-policies';
import { PracticeIdAttribute } from '../temporal/search-attributes';
import { reconcilePractice } from './reconcile-practice';

const { listReconciled } = proxyActivities<ReconcileActivities>({
  startToCloseTimeout: '30s',
  retry: BACKGROUND_READ,
  priority: UPKEEP,
});

/** Each has an office of its own to ask; ours is one database. */
const AT_ONCE = 8;
/** Of one run, whose history stays short. */
const PRACTICES_PER_RUN = 200;

interface Progress {
  readonly after: string | null;
  readonly failed: number;
}

setWorkflowOptions({ failureExceptionTypes: [Error] }, reconcilePractices);
/**
 * Run by a schedule, each night: compares every practice, a few at a time. One that fails stops no other; its bookings
 * are compared the next night, and the run ends as failed, so that somebody looks.
 */
export async function reconcilePractices(before: Progress = { after: null, failed: 0 }): Promise<void> {
  const practices = await listReconciled({ after: before.after, limit: PRACTICES_PER_RUN });
  const waiting = [...practices];
  let { failed } = before;
  const reconcileInTurn = async (): Promise<void> => {
    for (let practice = waiting.shift(); practice !== undefined; practice = waiting.shift()) {
      if (!(await reconcile(practice))) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reconcileInTurn));

  const last = practices.length === PRACTICES_PER_RUN ? practices.at(-1) : undefined;
  if (last !== undefined) await continueAsNew<typeof reconcilePractices>({ after: last.integrationId, failed });
  if (failed > 0) throw ApplicationFailure.nonRetryable('practices could not be compared', 'ReconcileIncomplete');
}

/** False: it failed for good, or the one of the night before is still at it. */
async function reconcile(practice: IntegrationRef): Promise<boolean> {
  try {
    await executeChild(reconcilePractice, {
      workflowId: reconcilePracticeWorkflowId(practice.integrationId),
      args: [practice],
      typedSearchAttributes: [{ key: PracticeIdAttribute, value: practice.integrationId }],
      staticSummary: 'Compares what was promised with what the practice’s software holds.',
      priority: upkeepOf(practice.integrationId),
    });
    return true;
  } catch (error) {
    if (isCancellation(error)) throw error;
    return false;
  }
}
