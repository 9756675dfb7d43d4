import { BookingReason } from '../../domain/booking/operation';
import type { ChangeStand, ChangeStep } from '../../domain/changes/steps';
import { closeTasksOf } from '../../persistence/staff-tasks';
import { settleChangeIntent, withdrawChangeIntent } from '../../persistence/write-intents';
import { advanceChange } from './advance-change';
import type { ChangeDeps } from './change-manner';
import { loadChange } from './load-change';
import { readStand } from './read-stand';

interface ByHand {
  /** Done or found by a person, or given up by one. */
  readonly to: 'confirmed' | 'released';
}

/** Puts on record how a person has settled a change; what they were asked to do is done. Says how it stands then. */
export const settleChangeByHand =
  (deps: ChangeDeps) =>
  async ({ to, ...step }: ChangeStep & ByHand): Promise<ChangeStand> => {
    const context = await loadChange(deps, step);
    const { accountId, changeId } = step;
    const reasonCode = to === 'confirmed' ? BookingReason.byHand : BookingReason.withdrawn;
    await deps.database.transaction(async (tx) => {
      await withdrawChangeIntent(tx, accountId, changeId);
      await settleChangeIntent(tx, accountId, changeId, to === 'confirmed' ? 'accepted' : 'rejected');
      await closeTasksOf(tx, accountId, { changeId });
      await advanceChange(tx, deps, context, { to, reasonCode });
    });
    return readStand((await loadChange(deps, step)).change);
  };

/** A person has looked, and it is not there: it may be sent once more. */
export const allowChangeAgain =
  ({ database }: ChangeDeps) =>
  async ({ accountId, changeId }: ChangeStep): Promise<{ accountId: string }> => {
    await database.transaction((tx) => settleChangeIntent(tx, accountId, changeId, 'ready'));
    return { accountId };
  };
