import type { EntityManager } from 'typeorm';
import type { BookingReason } from '../../domain/booking/operation';
import type { Phi } from '../../domain/phi';
import { describeChange } from '../../persistence/change-details';
import { openStaffTask, type StaffTaskKind } from '../../persistence/staff-tasks';
import type { ChangeContext, ChangeDeps } from './change-manner';

interface Task {
  readonly kind: StaffTaskKind;
  readonly reasonCode: BookingReason;
  /** What the practice's software said. */
  readonly answered?: Phi<string>;
  /** Where it is not all that the change asks for. */
  readonly asked?: Phi<unknown>;
}

/**
 * Asks the practice's people to do or to look at what a change asks for, which stands in the task. Once per change and
 * kind. The second step of a move has no task of its own: the move has.
 */
export async function openTaskForChange(
  tx: EntityManager,
  { cipher, now }: Pick<ChangeDeps, 'cipher' | 'now'>,
  { change, request, isPartOfMove }: ChangeContext,
  { kind, reasonCode, answered, asked }: Task,
): Promise<void> {
  if (isPartOfMove) return;
  await openStaffTask(tx, cipher, {
    accountId: change.accountId,
    integrationId: change.integrationId,
    subject: { changeId: change.id },
    kind,
    reasonCode,
    details: describeChange(asked ?? request, answered ?? null),
    openedAt: now(),
  });
}
