import type { BookAppointmentInput, BookingAnswer } from '../domain/booking/operation';
import { bookAppointmentWorkflowId, rescheduleAppointmentWorkflowId } from './ids';
import { callerWaits } from './priorities';
import type { NoAnswer, RequestOperation, WaitingCall } from './request-operation';
import { OutcomeAttribute, PracticeIdAttribute, ToolAttribute } from './search-attributes';

const UPDATE = 'requestBooking';

/** Starts or joins the workflow of a new visit, or of one that moves, and waits for its first true answer. */
export const createRequestBooking =
  (request: RequestOperation) =>
  (input: BookAppointmentInput, call: WaitingCall): Promise<BookingAnswer | NoAnswer> => {
    const isMove = input.tool === 'reschedule-appointment';
    const { operationKey, integrationId } = input;
    return request<BookAppointmentInput, BookingAnswer>(
      {
        workflow: isMove ? 'rescheduleAppointment' : 'bookAppointment',
        update: UPDATE,
        workflowId: isMove ? rescheduleAppointmentWorkflowId(operationKey) : bookAppointmentWorkflowId(operationKey),
        input,
        searchAttributes: [
          { key: PracticeIdAttribute, value: integrationId },
          { key: ToolAttribute, value: input.tool },
          { key: OutcomeAttribute, value: 'open' },
        ],
        summary: isMove
          ? 'Moves one visit: hold the new time, send, write-back, let go of the old time.'
          : 'Books one visit: hold, send, write-back, read-back.',
        priority: callerWaits(integrationId),
      },
      call,
    );
  };
export type RequestBooking = ReturnType<typeof createRequestBooking>;
