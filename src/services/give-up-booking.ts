import type { EntityManager } from 'typeorm';
import { appendAudit } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { eventRow, type AuditScope } from '../audit/scope';
import { AuditAction } from '../audit/vocabulary';
import type { BookingReason } from '../domain/booking/operation';
import { moveBooking } from '../persistence/booking-changes';
import { byHandTaskOf } from '../persistence/by-hand-task';
import type { BookingEntity } from '../persistence/entities/booking';
import type { PhiCipher } from '../persistence/phi-cipher';
import { openStaffTask } from '../persistence/staff-tasks';
import { withdrawIntent } from '../persistence/write-intents';

export interface GiveUp {
  readonly to: 'failed' | 'released';
  readonly reasonCode: BookingReason;
  /** Whether the practice's people are asked to settle it with the patient. */
  readonly isForStaff: boolean;
  /** Rows of the requests that led to this. */
  readonly rows?: readonly AuditRow[];
}

/**
 * Gives a booking up before its request has left, within a transaction of which this is the end. The withdrawal of the
 * intent comes first: when somebody else has claimed it, nothing is given up, and the answer is false.
 */
export async function giveUpBooking(
  tx: EntityManager,
  { cipher, now }: { readonly cipher: PhiCipher; readonly now: () => Date },
  booking: Pick<BookingEntity, 'id' | 'accountId' | 'integrationId' | 'tool'>,
  scope: AuditScope,
  { to, reasonCode, isForStaff, rows = [] }: GiveUp,
): Promise<boolean> {
  const { id, accountId, integrationId } = booking;
  if (!(await withdrawIntent(tx, accountId, id))) {
    await appendAudit(tx, rows);
    return false;
  }
  if (isForStaff) {
    await openStaffTask(tx, cipher, {
      accountId,
      integrationId,
      subject: { bookingId: id },
      kind: byHandTaskOf(booking),
      reasonCode,
      details: null,
      openedAt: now(),
    });
  }
  const hasMoved = await moveBooking(tx, accountId, id, { to, reasonCode });
  const outcome = to === 'failed' ? 'failure' : 'success';
  const moved = eventRow(scope, { action: AuditAction.bookingTransition, phiFields: [] }, outcome);
  await appendAudit(tx, hasMoved ? [...rows, moved] : rows);
  return true;
}
