import type { BookingEntity } from './entities/booking';
import { StaffTaskKind } from './staff-tasks';

/** What the staff are asked to do where a booking could not be made for them. */
export const byHandTaskOf = ({ tool }: Pick<BookingEntity, 'tool'>): StaffTaskKind =>
  tool === 'reschedule-appointment' ? StaffTaskKind.moveByHand : StaffTaskKind.bookByHand;
