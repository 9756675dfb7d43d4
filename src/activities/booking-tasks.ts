import type { EntityManager } from 'typeorm';
import type { BookingReason } from '../domain/booking/operation';
import type { Phi } from '../domain/phi';
import type { BookingEntity } from '../persistence/entities/booking';
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

/** What the staff are asked to do where a booking could not be made for them. */
export const byHandTaskOf = ({ tool }: Pick<BookingEntity, 'tool'>): StaffTaskKind =>
  tool === 'reschedule-appointment' ? 'move-by-hand' : 'book-by-hand';
