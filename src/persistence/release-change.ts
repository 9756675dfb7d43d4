import type { EntityManager } from 'typeorm';
import type { BookingReason } from '../domain/booking/operation';
import { moveChange } from './change-moves';
import type { PmsChangeEntity } from './entities/pms-change';
import { withdrawChangeIntent } from './write-intents';

/**
 * Lets go of a stored change of which nothing has left: the intent is withdrawn, and only with that the change moves
 * from held to released. False, and nothing is changed, when a request may have left. For use within a transaction.
 */
export async function releaseHeldChange(
  tx: EntityManager,
  { accountId, id }: Pick<PmsChangeEntity, 'accountId' | 'id'>,
  reasonCode: BookingReason,
): Promise<boolean> {
  if (!(await withdrawChangeIntent(tx, accountId, id))) return false;
  return moveChange(tx, accountId, id, { to: 'released', reasonCode });
}
