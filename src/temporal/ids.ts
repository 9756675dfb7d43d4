import type { ChangeKind } from '../domain/changes/operation';

/**
 * Every id that Temporal keeps in clear is built here. The parts are keyed hashes and row ids: nothing in an id can be
 * traced back to a caller, a patient or a time without our keys.
 */
export const bookAppointmentWorkflowId = (operationKey: string): string => `book-appointment-${operationKey}`;

export const rescheduleAppointmentWorkflowId = (operationKey: string): string =>
  `reschedule-appointment-${operationKey}`;
/** `kind` is the change's own word: cancel-appointment, create-patient, update-patient. */
export const changeWorkflowId = (kind: ChangeKind, operationKey: string): string => `${kind}-${operationKey}`;
export const transferCallbackWorkflowId = (operationKey: string): string => `transfer-callback-${operationKey}`;

/** `toolCallKey` is the keyed hash of call id and tool call id. */
export const requestUpdateId = (toolCallKey: string): string => `request-${toolCallKey}`;

/** `officeKey` is the keyed hash of the office. One keeper per office. */
export const keepRequestKeyWorkflowId = (officeKey: string): string => `keep-request-key-${officeKey}`;

/** One refresh at a time per practice. */
export const refreshCapabilitiesWorkflowId = (integrationId: string): string => `refresh-capabilities-${integrationId}`;
export const refreshFreshnessWorkflowId = (integrationId: string): string => `refresh-freshness-${integrationId}`;

/** One comparison at a time per practice. */
export const reconcilePracticeWorkflowId = (integrationId: string): string => `reconcile-practice-${integrationId}`;
