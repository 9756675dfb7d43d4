import { setWorkflowOptions } from '@temporalio/workflow';
import type { BookAppointmentInput, BookingAnswer } from '../domain/booking/operation';
import { openBookingDesk } from './booking-desk';
import { afterConfirmation, carryOutBooking } from './carry-out-booking';
import { PersonsDecision } from './human-control';
import { releaseOldVisit } from './release-old-visit';

setWorkflowOptions({ failureExceptionTypes: [Error] }, rescheduleAppointment);
/**
 * One visit gets another time. Where the practice's software moves visits, that is one write. Elsewhere the new time is
 * booked first, and the old visit is cancelled only once the new one is confirmed: at no moment has the patient none.
 * When the cancellation fails, the new time stands and the practice's people are asked to let go of the old one.
 */
export async function rescheduleAppointment(input: BookAppointmentInput): Promise<BookingAnswer> {
  const { accountId } = input;
  const desk = openBookingDesk(input);
  const answer = await carryOutBooking(input, desk, new PersonsDecision());
  if (answer.kind !== 'confirmed' || answer.bookingId === null) return answer;
  const booking = { accountId, bookingId: answer.bookingId };
  const isInTwoSteps = input.route === 'pms' && input.replaces?.by === 'book-then-release';
  await Promise.all([
    isInTwoSteps ? releaseOldVisit(booking, input) : undefined,
    afterConfirmation(booking, desk, answer),
  ]);
  return desk.end('confirmed', answer);
}
