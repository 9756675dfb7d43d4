import { setWorkflowOptions } from '@temporalio/workflow';
import type { BookAppointmentInput, BookingAnswer } from '../domain/booking/operation';
import { openBookingDesk } from './booking-desk';
import { afterConfirmation, carryOutBooking } from './carry-out-booking';
import { PersonsDecision } from './human-control';

setWorkflowOptions({ failureExceptionTypes: [Error] }, bookAppointment);
/** One new visit. For a patient who is new as well, it waits until their chart is there. */
export async function bookAppointment(input: BookAppointmentInput): Promise<BookingAnswer> {
  const { accountId } = input;
  const desk = openBookingDesk(input);
  const answer = await carryOutBooking(input, desk, new PersonsDecision());
  if (answer.kind !== 'confirmed' || answer.bookingId === null) return answer;
  await afterConfirmation({ accountId, bookingId: answer.bookingId }, desk, answer);
  return desk.end('confirmed', answer);
}
