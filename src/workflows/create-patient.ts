import { setWorkflowOptions } from '@temporalio/workflow';
import type { ChangeAnswer, ChangeInput } from '../domain/changes/operation';
import { carryOutChange } from './carry-out-change';

setWorkflowOptions({ failureExceptionTypes: [Error] }, createPatient);
/** One new patient is entered, once nobody like them is on file. A booking may wait for it. */
export function createPatient(change: ChangeInput): Promise<ChangeAnswer> {
  return carryOutChange(change);
}
