import type { EntityManager } from 'typeorm';
import type { BookingReason } from '../domain/booking/operation';
import type { Phi } from '../domain/phi';
import type { PhiCipher } from '../persistence/phi-cipher';
import { openStaffTask, type StaffTaskKind } from '../persistence/staff-tasks';
import type { BookingContext } from './booking-context';

interface TaskDeps {
  readonly cipher: PhiCipher;
  readonly now: () => Date;
}

/** Asks the practice's people to look at a booking. Once per booking and kind. */
export const openTaskFor = (
  tx: EntityManager,
  { cipher, now }: TaskDeps,
  { booking, practice }: BookingContext,
  task: { readonly kind: StaffTaskKind; readonly reasonCode: BookingReason; readonly details?: Phi<string> },
): Promise<void> =>
  openStaffTask(tx, cipher, {
    accountId: practice.accountId,
    integrationId: practice.integrationId,
    subject: { bookingId: booking.id },
    kind: task.kind,
    reasonCode: task.reasonCode,
    details: task.details ?? null,
    openedAt: now(),
  });
