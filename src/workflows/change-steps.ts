import { isCancellation, proxyActivities, sleep } from '@temporalio/workflow';
import type { ChangeActivities } from '../activities/changes/create-change-activities';
import type { AuditActivities } from '../activities/record-audit';
import { BookingReason } from '../domain/booking/operation';
import type { ChangeSendResult, ChangeStand, ChangeStep } from '../domain/changes/steps';
import { FOLLOW_UP } from '../temporal/priorities';
import { BACKGROUND_READ, ONE_ATTEMPT, UNTIL_DONE } from '../temporal/retry-policies';
import { lookUpDelaysMs, READ_BACK_DELAYS_MS, SEND_RETRY_DELAYS_MS, WRITEBACK_POLL_DELAYS_MS } from './booking-delays';

const durable = proxyActivities<ChangeActivities>({ startToCloseTimeout: '10s', retry: UNTIL_DONE });
export const { openChangeTask, settleChangeByHand, allowChangeAgain } = durable;
const { recordAudit } = proxyActivities<AuditActivities>({ startToCloseTimeout: '10s', retry: UNTIL_DONE });
const once = proxyActivities<ChangeActivities>({ startToCloseTimeout: '25s', retry: ONE_ATTEMPT });
const { checkChangeWriteback, readBackChange } = proxyActivities<ChangeActivities>({
  startToCloseTimeout: '25s',
  retry: BACKGROUND_READ,
  priority: FOLLOW_UP,
});
/** It may wait for another's sweep of the write-backs, then make one, then read. */
const { lookUpChange } = proxyActivities<ChangeActivities>({
  startToCloseTimeout: '45s',
  retry: BACKGROUND_READ,
  priority: FOLLOW_UP,
});

/** An activity that failed for good is a known way for a step to end; a cancelled workflow is not. */
const insteadOfFailure =
  <T>(value: T) =>
  (error: unknown): T => {
    if (isCancellation(error)) throw error;
    return value;
  };

type Sent = Exclude<ChangeSendResult, { readonly kind: 'retry' | 'waits' }>;

/**
 * Sends until it is taken, refused, left to people or unknown. Only proof of non-acceptance leads to another try, for
 * about ten minutes; where another write has to be decided first, it is asked after for a day.
 *
 * @param onWait called when it has to wait for that
 */
export async function sendUntilKnown(change: ChangeStep, onWait: () => void): Promise<Sent> {
  const { accountId } = change;
  const delays = { retry: SEND_RETRY_DELAYS_MS.values(), waits: WRITEBACK_POLL_DELAYS_MS.values() };
  for (;;) {
    const result = await once.sendChange(change).catch(insteadOfFailure({ accountId, kind: 'retry' } as const));
    if (result.kind === 'unknown' && result.unrecorded !== undefined) {
      await recordAudit({ accountId, rows: result.unrecorded });
    }
    if (result.kind !== 'retry' && result.kind !== 'waits') return result;
    if (result.kind === 'waits') onWait();
    const delay = delays[result.kind].next();
    if (delay.done === true) return result.kind === 'retry' ? giveUp(change) : leave(change);
    await sleep(delay.value);
  }
}

async function giveUp(change: ChangeStep): Promise<Sent> {
  const [{ accountId }, reasonCode] = [change, BookingReason.pmsUnavailable];
  const { kind } = await durable.failChange({ ...change, reasonCode });
  return kind === 'failed' ? { accountId, kind, reasonCode } : { accountId, kind };
}

const leave = (change: ChangeStep): Promise<Sent> =>
  durable.leaveChangeToStaff({ ...change, reasonCode: BookingReason.outcomeUnknown });

/** Looks once for a write whose answer was lost. */
export const lookUpOnce = async (change: ChangeStep): Promise<ChangeStand['kind']> =>
  (await lookUpChange(change).catch(insteadOfFailure({ kind: 'open' } as const))).kind;

/** Looks for a write whose answer was lost. Never sends. `open`: the window is over and nobody knows. */
export async function lookUpUntilKnown(change: ChangeStep, windowSeconds: number): Promise<ChangeStand['kind']> {
  for (const delayMs of lookUpDelaysMs(windowSeconds * 1_000)) {
    const kind = await lookUpOnce(change);
    if (kind !== 'open') return kind;
    await sleep(delayMs);
  }
  return 'open';
}

/** Asks after the write-back, often at first, for a day. `sent`: still pending then. */
export async function followWriteback(change: ChangeStep): Promise<ChangeStand['kind']> {
  for (const delayMs of WRITEBACK_POLL_DELAYS_MS) {
    await sleep(delayMs);
    const { kind } = await checkChangeWriteback(change).catch(insteadOfFailure({ kind: 'sent' } as const));
    if (kind !== 'sent' && kind !== 'open') return kind;
  }
  return 'sent';
}

/** The practice's own book must show what was confirmed; a mismatch becomes a task. */
export async function readBack(change: ChangeStep): Promise<void> {
  for (const delayMs of READ_BACK_DELAYS_MS) {
    const { kind } = await readBackChange(change).catch(insteadOfFailure({ kind: 'absent' } as const));
    if (kind === 'matches') return;
    if (kind === 'differs') {
      await openChangeTask({ ...change, task: 'check', reasonCode: BookingReason.readBackDiffers });
      return;
    }
    await sleep(delayMs);
  }
  await openChangeTask({ ...change, task: 'check', reasonCode: BookingReason.readBackMissing });
}
