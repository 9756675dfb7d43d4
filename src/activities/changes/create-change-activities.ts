import type { BookingReason } from '../../domain/booking/operation';
import type { ChangeStep, ChangeTask } from '../../domain/changes/steps';
import type { ChangeDeps } from './change-manner';
import { openTaskForChange } from './change-tasks';
import { checkChangeWriteback } from './check-change-writeback';
import { loadChange } from './load-change';
import { lookUpChange } from './look-up-change';
import { readBackChange } from './read-back-change';
import { sendChange } from './send-change';
import { allowChangeAgain, settleChangeByHand } from './settle-change';
import { giveUpChange, leaveToStaff } from './stop-change';

export type ChangeActivities = ReturnType<typeof createChangeActivities>;

/** Steps of the changes that are no new visit: cancellations, new patients, entries in charts. */
export const createChangeActivities = (deps: ChangeDeps) => ({
  sendChange: sendChange(deps),
  lookUpChange: lookUpChange(deps),
  checkChangeWriteback: checkChangeWriteback(deps),
  readBackChange: readBackChange(deps),
  settleChangeByHand: settleChangeByHand(deps),
  allowChangeAgain: allowChangeAgain(deps),

  /** Gives a change up, but only with proof that it was never sent; `unknown` when there is none. */
  async failChange({ reasonCode, ...step }: ChangeStep & { readonly reasonCode: BookingReason }) {
    const kind = await giveUpChange(deps, await loadChange(deps, step), reasonCode);
    return { accountId: step.accountId, kind };
  },

  /** Leaves a change that was never sent to the practice's people; `unknown` when it may have been. */
  async leaveChangeToStaff({ reasonCode, ...step }: ChangeStep & { readonly reasonCode: BookingReason }) {
    const kind = await leaveToStaff(deps, await loadChange(deps, step), reasonCode);
    return { accountId: step.accountId, kind };
  },

  /** Asks the practice's people to do or to look at a change. Once per change and task. */
  async openChangeTask({
    task,
    reasonCode,
    ...step
  }: ChangeStep & { readonly task: ChangeTask; readonly reasonCode: BookingReason }): Promise<{ accountId: string }> {
    const context = await loadChange(deps, step);
    const kind = task === 'check' ? 'check-change' : context.manner.byHandTask;
    await deps.database.transaction((tx) => openTaskForChange(tx, deps, context, { kind, reasonCode }));
    return { accountId: step.accountId };
  },
});
