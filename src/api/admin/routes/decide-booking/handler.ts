import { OperatorDecision } from '../../../../temporal/settle-operation';
import type { AdminRoute } from '../../route';
import { decideInput, decideOperation, type DecideDeps, type DecideInput } from '../common/decide-operation';

export type DecideBookingDeps = DecideDeps;

/** `POST /admin/bookings/{id}/retry`, `/done` and `/cancel`: a person has looked at a visit that waits for one. */
export const decideBooking = (deps: DecideBookingDeps): AdminRoute<DecideInput>[] =>
  Object.values(OperatorDecision).map((decision) => ({
    method: 'post',
    path: `/bookings/:id/${decision}`,
    roles: ['admin', 'operator'],
    access: 'no-phi',
    input: decideInput,
    handle: (input, principal) => decideOperation(deps, { kind: 'booking', decision }, input, principal),
  }));
