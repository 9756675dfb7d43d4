import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  setWorkflowOptions,
  workflowInfo,
} from '@temporalio/workflow';
import type { RequestKeyActivities } from '../activities/request-keys';
import type { OfficeRef } from '../domain/office-ref';
import { UPKEEP } from '../temporal/priorities';
import { UNTIL_DONE } from '../temporal/retry-policies';

const { ensureRequestKey } = proxyActivities<RequestKeyActivities>({
  startToCloseTimeout: '30s',
  retry: UNTIL_DONE,
  priority: UPKEEP,
});

/** An operator wants the key looked at now. */
export const lookNow = defineSignal('lookNow');

/** About a month of renewals; the history stays short. */
const ROUNDS_PER_RUN = 50;

setWorkflowOptions({ failureExceptionTypes: [Error] }, keepRequestKey);
/**
 * Keeps one office's Sikka request key alive for as long as the office lets us in: looks, renews before the end, sleeps.
 * The key itself is in the secrets store and never in a payload.
 */
export async function keepRequestKey(office: OfficeRef): Promise<void> {
  let isAsked = false;
  setHandler(lookNow, () => {
    isAsked = true;
  });
  for (let round = 0; round < ROUNDS_PER_RUN && !workflowInfo().continueAsNewSuggested; round += 1) {
    isAsked = false;
    const check = await ensureRequestKey(office);
    if (check.kind === 'revoked') return;
    await condition(() => isAsked, check.lookAgainInMs);
  }
  await continueAsNew<typeof keepRequestKey>(office);
}
