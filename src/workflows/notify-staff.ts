import {
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  setWorkflowOptions,
  workflowInfo,
} from '@temporalio/workflow';
import type { NotifyStaffActivities } from '../activities/notify-staff';
import type { EscalateActivities } from '../activities/notify-staff-escalate';
import type { IntegrationRef } from '../domain/integration-ref';
import { FOLLOW_UP } from '../temporal/priorities';
import { BACKGROUND_READ, ONE_ATTEMPT, UNTIL_DONE } from '../temporal/retry-policies';

const { sendStaffNotice, alertOperator } = proxyActivities<NotifyStaffActivities & EscalateActivities>({
  startToCloseTimeout: '30s',
  retry: ONE_ATTEMPT,
  priority: FOLLOW_UP,
});
const { listPracticesToNotify, escalateOverdue } = proxyActivities<NotifyStaffActivities & EscalateActivities>({
  startToCloseTimeout: '1m',
  retry: BACKGROUND_READ,
  priority: FOLLOW_UP,
});
const { settleStaffNotice, settleAlert } = proxyActivities<NotifyStaffActivities & EscalateActivities>({
  startToCloseTimeout: '10s',
  retry: UNTIL_DONE,
  priority: FOLLOW_UP,
});

/** Each waits for Twilio, and not for the other practices. */
const AT_ONCE = 4;

setWorkflowOptions({ failureExceptionTypes: [Error] }, notifyStaff);
/**
 * Run by a schedule, each minute: tells the people of each practice of the tasks that wait for them, one text for all of
 * them; and the operator of those that nobody has taken by their time. A text that fails stops no other, nor does it
 * stop what goes to the operator; the run then ends as failed, so that somebody looks.
 */
export async function notifyStaff(): Promise<{ readonly texts: number; readonly escalated: number }> {
  const [told, escalated] = await Promise.all([attempt(tellPractices), attempt(escalate)]);
  if (told === null || escalated === null || told.failed > 0) {
    throw ApplicationFailure.nonRetryable('people could not be told of their tasks', 'StaffNoticesIncomplete');
  }
  return { texts: told.texts, escalated };
}

async function tellPractices(): Promise<{ readonly texts: number; readonly failed: number }> {
  const waiting = await listPracticesToNotify();
  let [texts, failed] = [0, 0];
  const tellInTurn = async (): Promise<void> => {
    for (let practice = waiting.shift(); practice !== undefined; practice = waiting.shift()) {
      const ref = practice;
      const hasTold = await attempt(() => tell(ref));
      if (hasTold === null) failed += 1;
      else texts += Number(hasTold);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, tellInTurn));
  return { texts, failed };
}

async function tell(practice: IntegrationRef): Promise<boolean> {
  const result = await sendStaffNotice(practice);
  if (result.kind !== 'settled') return false;
  await settleStaffNotice(result.notice);
  return result.notice.state === 'sent';
}

async function escalate(): Promise<number> {
  const { tasks } = await escalateOverdue({ at: workflowInfo().startTime.toISOString() });
  if (tasks > 0) await settleAlert(await alertOperator({ tasks }));
  return tasks;
}

/** Null: it failed for good. */
async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (isCancellation(error)) throw error;
    return null;
  }
}
