import { ApplicationFailure, isCancellation, proxyActivities, setWorkflowOptions } from '@temporalio/workflow';
import type { ReviewAuditActivities, ReviewTarget } from '../activities/review-audit';
import { UPKEEP } from '../temporal/priorities';
import { BACKGROUND_READ } from '../temporal/retry-policies';

const { listReviewTargets, reviewChain } = proxyActivities<ReviewAuditActivities>({
  startToCloseTimeout: '10m',
  retry: BACKGROUND_READ,
  priority: UPKEEP,
});

/** Callers want the same database. */
const AT_ONCE = 4;

setWorkflowOptions({ failureExceptionTypes: [Error] }, reviewAudit);
/**
 * Run by a schedule, each day: examines the audit record of every account and of the system, a few at a time. One that
 * fails stops no other; its day is caught up the next time, and the run ends as failed, so that somebody looks.
 */
export async function reviewAudit(): Promise<{ readonly chains: number; readonly findings: number }> {
  const targets = await listReviewTargets();
  const waiting = [...targets];
  let [findings, failed] = [0, 0];

  const reviewInTurn = async (): Promise<void> => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      const found = await review(target);
      if (found === null) failed += 1;
      else findings += found;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reviewInTurn));

  if (failed > 0) throw ApplicationFailure.nonRetryable('chains could not be reviewed', 'AuditReviewIncomplete');
  return { chains: targets.length, findings };
}

/** How many findings; null: the review failed for good. */
async function review(target: ReviewTarget): Promise<number | null> {
  try {
    return (await reviewChain(target)).findings;
  } catch (error) {
    if (isCancellation(error)) throw error;
    return null;
  }
}
