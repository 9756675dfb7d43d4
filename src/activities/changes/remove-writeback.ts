import type { AuditRow } from '../../audit/events';
import { exchangeRows } from '../../audit/scope';
import { AuditAction } from '../../audit/vocabulary';
import { noteWithdrawing } from '../../persistence/change-moves';
import type { BookingEntity } from '../../persistence/entities/booking';
import type { ChangeContext, ChangeDeps } from './change-manner';

const DELETE_TIMEOUT_MS = 6_000;
const STATUS_TIMEOUT_MS = 4_000;

/**
 * Takes back a booking's write-back and proves it by reading its status. Sikka may say that it has deleted what is done
 * long since, so only a write that it does not show any more is gone; and "there is no pending one" proves that only
 * where we have asked before, which is on record before the first request leaves.
 */
export async function removeWriteback(
  { database, sikka }: ChangeDeps,
  { change, practice, scope }: ChangeContext,
  { writebackId }: BookingEntity,
): Promise<{ readonly isRemoved: boolean; readonly rows: readonly AuditRow[] }> {
  if (writebackId === null) return { isRemoved: false, rows: [] };
  const isFirst = await database.run((tx) => noteWithdrawing(tx, change.accountId, change.id));
  const removal = await sikka.writebacks.deleteWriteback({ timeoutMs: DELETE_TIMEOUT_MS }, writebackId);
  const status = await sikka.writebacks.getWritebackStatus(
    { office: practice.office, timeoutMs: STATUS_TIMEOUT_MS },
    writebackId,
  );
  const rows = [
    ...exchangeRows(scope, { action: AuditAction.writebackDelete, phiFields: [] }, removal),
    ...exchangeRows(scope, { action: AuditAction.writebackRead, phiFields: ['payload_body'] }, status),
  ];
  const isDeleted = removal.ok && (removal.value === 'removed' || (removal.value === 'too-late' && !isFirst));
  const isShown = !status.ok || status.value.state !== 'unknown';
  return { isRemoved: isDeleted && !isShown, rows };
}
