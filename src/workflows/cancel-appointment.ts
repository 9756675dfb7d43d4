import { setWorkflowOptions } from '@temporalio/workflow';
import type { ChangeAnswer, ChangeInput } from '../domain/changes/operation';
import { carryOutChange } from './carry-out-change';

setWorkflowOptions({ failureExceptionTypes: [Error] }, cancelAppointment);
/**
 * One visit is cancelled: what has not reached the practice's book yet is taken back; what stands in it gets the
 * practice's own word for cancelled. Also the second step of a move, as its child.
 */
export function cancelAppointment(change: ChangeInput): Promise<ChangeAnswer> {
  return carryOutChange(change);
}
