import type { ChangeStand } from '../../domain/changes/steps';
import type { PmsChangeEntity } from '../../persistence/entities/pms-change';

/** How a change stands by its row; `open` while it is held. */
export const readStand = ({ accountId, state }: Pick<PmsChangeEntity, 'accountId' | 'state'>): ChangeStand => ({
  accountId,
  kind: state === 'held' ? 'open' : state,
});
