import { ApplicationFailure, proxyActivities, setWorkflowOptions, sleep, uuid4 } from '@temporalio/workflow';
import type { ReconcileActivities } from '../activities/reconcile';
import type { IntegrationRef } from '../domain/integration-ref';
import { upkeepOf } from '../temporal/priorities';
import { BACKGROUND_READ } from '../temporal/retry-policies';

/** New data is in within minutes, and others wait behind this one. */
const TRY_AGAIN = ['2m', '10m'] as const;

setWorkflowOptions({ failureExceptionTypes: [Error] }, reconcilePractice);
/** Compares, for one practice, what was promised with what its software holds. Mismatches become tasks. */
export async function reconcilePractice(practice: IntegrationRef): Promise<{ readonly mismatches: number }> {
  const { compareBookings } = proxyActivities<ReconcileActivities>({
    startToCloseTimeout: '10m',
    retry: BACKGROUND_READ,
    priority: upkeepOf(practice.integrationId),
  });
  const request = { ...practice, reconciliationId: uuid4() };
  let result = await compareBookings(request);
  for (const delay of TRY_AGAIN) {
    if (result.kind !== 'later') break;
    await sleep(delay);
    result = await compareBookings(request);
  }
  if (result.kind === 'later') throw ApplicationFailure.nonRetryable('the book could not be read', 'BookUnreadable');
  return { mismatches: result.kind === 'done' ? result.mismatches : 0 };
}
