import { OperatorDecision } from '../../../../temporal/settle-operation';
import type { AdminRoute } from '../../route';
import { decideInput, decideOperation, type DecideDeps, type DecideInput } from '../common/decide-operation';

export type DecideChangeDeps = DecideDeps;

/** `POST /admin/changes/{id}/retry`, `/done` and `/cancel`: a person has looked at a cancellation, a new patient or an entry in a chart that waits for one. */
export const decideChange = (deps: DecideChangeDeps): AdminRoute<DecideInput>[] =>
  Object.values(OperatorDecision).map((decision) => ({
    method: 'post',
    path: `/changes/:id/${decision}`,
    roles: ['admin', 'operator'],
    access: 'no-phi',
    input: decideInput,
    handle: (input, principal) => decideOperation(deps, { kind: 'change', decision }, input, principal),
  }));
