import type { EntityManager } from 'typeorm';
import type { BookingReason } from '../domain/booking/operation';
import type { Phi } from '../domain/phi';
import type { PhiCipher } from '../persistence/phi-cipher';
import { openStaffTask, type StaffTaskKind } from '../persistence/staff-tasks';
import type { BookingContext } from './booking-context';

/** Half a working day: somebody has called the practice about a visit. */
const DUE_MS = 4 * 3_600_000;

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
    dueAt: new Date(now().getTime() + DUE_MS),
  });
