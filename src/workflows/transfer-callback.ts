import {
  allHandlersFinished,
  condition,
  defineSignal,
  defineUpdate,
  isCancellation,
  proxyActivities,
  setHandler,
  setWorkflowOptions,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { AuditActivities } from '../activities/record-audit';
import type { TransferActivities } from '../activities/transfers';
import type { Waiting } from '../domain/booking/operation';
import type { TransferAnswer, TransferCallbackInput, TransferEnd, TransferStart } from '../domain/transfer/operation';
import { ONE_ATTEMPT, UNTIL_DONE } from '../temporal/retry-policies';
import { OutcomeAttribute, StageAttribute } from '../temporal/search-attributes';

/** Asks for a person and answers as soon as it is known how: put through, or called back. */
export const requestTransfer = defineUpdate<TransferAnswer, [Waiting?]>('requestTransfer');
/** How the transfer ended, as the report at the end of the call says; the first report counts. */
export const transferEnded = defineSignal<[TransferEnd]>('transferEnded');

const once = proxyActivities<TransferActivities>({ startToCloseTimeout: '15s', retry: ONE_ATTEMPT });
const durable = proxyActivities<TransferActivities>({ startToCloseTimeout: '10s', retry: UNTIL_DONE });
const { recordAudit } = proxyActivities<AuditActivities>({ startToCloseTimeout: '10s', retry: UNTIL_DONE });

const REPORT_WITHIN_MS = 10 * 60_000;

setWorkflowOptions({ failureExceptionTypes: [Error] }, transferCallback);
/**
 * One caller's wish for a person. Put through to the front desk while it is open; that Vapi has begun is no proof that
 * anybody answered, so unless its report says *connected*, the practice's people are asked to call back.
 */
export async function transferCallback(input: TransferCallbackInput): Promise<TransferAnswer> {
  const { accountId, callbackId } = input;
  const ref = { accountId, callbackId };
  let answer: TransferAnswer | undefined;
  let end: TransferEnd | undefined;
  setHandler(requestTransfer, async ({ waitsMs } = { waitsMs: 5_000 }) => {
    await condition(() => answer !== undefined, waitsMs);
    return answer ?? { ...ref, kind: 'working' };
  });
  setHandler(transferEnded, (reported) => {
    end ??= reported;
  });

  const began = await beginningOf(input);
  if (began.kind === 'transferring') {
    upsertSearchAttributes([{ key: StageAttribute, value: 'transferring' }]);
    answer = { ...ref, kind: 'transferring' };
  }
  if (began.unrecorded !== undefined) await recordAudit({ accountId, rows: began.unrecorded });
  if (began.kind === 'transferring') await condition(() => end !== undefined, REPORT_WITHIN_MS);
  const isConnected = began.kind === 'transferring' && end === 'connected';
  if (isConnected) await durable.markConnected(ref);
  else {
    const reasonCode = began.kind === 'not-started' ? 'not-put-through' : 'nobody-answered';
    await durable.openCallbackTask({ ...ref, reasonCode });
    answer = { ...ref, kind: 'task' };
  }
  const outcome = isConnected ? 'connected' : 'task';
  upsertSearchAttributes([
    { key: StageAttribute, value: outcome },
    { key: OutcomeAttribute, value: outcome },
  ]);
  await condition(allHandlersFinished);
  return answer ?? { ...ref, kind: 'task' };
}

const NOT_STARTED: Omit<TransferStart, 'accountId'> = { kind: 'not-started' };

/** An attempt that did not come back may have reached the call. */
async function beginningOf(input: TransferCallbackInput): Promise<Omit<TransferStart, 'accountId'>> {
  const { accountId, callbackId, mayPutThrough, isUnderWay = false } = input;
  if (isUnderWay) return { kind: 'transferring' };
  if (!mayPutThrough) return NOT_STARTED;
  return once.startTransfer({ accountId, callbackId }).catch((error: unknown) => {
    if (isCancellation(error)) throw error;
    return { kind: 'unsure' } as const;
  });
}
