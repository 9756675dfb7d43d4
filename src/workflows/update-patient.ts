import { setWorkflowOptions } from '@temporalio/workflow';
import type { ChangeAnswer, ChangeInput } from '../domain/changes/operation';
import { carryOutChange } from './carry-out-change';

setWorkflowOptions({ failureExceptionTypes: [Error] }, updatePatient);
/** One chart is changed, where the practice's software takes such changes; elsewhere by its people. */
export function updatePatient(change: ChangeInput): Promise<ChangeAnswer> {
  return carryOutChange(change);
}
