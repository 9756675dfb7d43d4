import type { EntityManager } from 'typeorm';
import { appendAudit } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { AuditAction } from '../audit/vocabulary';
import { eventRow } from '../audit/scope';
import { BookingReason } from '../domain/booking/operation';
import { byHandTaskOf } from '../persistence/by-hand-task';
import type { Database } from '../persistence/database';
import { listLapsedHolds, releaseLapsedHolds, type LapsedScope } from '../persistence/lapsed-holds';
import type { PhiCipher } from '../persistence/phi-cipher';
import { openStaffTask } from '../persistence/staff-tasks';
import { bookingScope } from './booking-context';

export interface TidyHoldsDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly now: () => Date;
}

/**
 * Lets go of holds whose time is over and gives their audit rows, for the end of the transaction. A wish that should have
 * been sent becomes a task, as its caller may have been told to wait; one that is the staff's has its task already.
 */
export async function releaseLapsed(
  tx: EntityManager,
  { cipher, now }: Pick<TidyHoldsDeps, 'cipher' | 'now'>,
  which: LapsedScope,
): Promise<AuditRow[]> {
  const lapsed = await releaseLapsedHolds(tx, which);
  for (const { id, route, tool, accountId, integrationId } of lapsed) {
    if (route === 'staff') continue;
    await openStaffTask(tx, cipher, {
      accountId,
      integrationId,
      subject: { bookingId: id },
      kind: byHandTaskOf({ tool }),
      reasonCode: BookingReason.holdExpired,
      details: null,
      openedAt: now(),
    });
  }
  return lapsed.map((hold) =>
    eventRow(bookingScope(hold, hold.vapiCallId), { action: AuditAction.bookingTransition, phiFields: [] }, 'success'),
  );
}

/** Lets go of every hold whose time is over, each in a transaction of its own. */
export const releaseAllLapsed = (deps: TidyHoldsDeps) => async (): Promise<{ readonly released: number }> => {
  let released = 0;
  for (const bookingId of await deps.database.run(listLapsedHolds)) {
    released += await deps.database.transaction(async (tx) => {
      const rows = await releaseLapsed(tx, deps, { bookingId });
      await appendAudit(tx, rows);
      return rows.length;
    });
  }
  return { released };
};
