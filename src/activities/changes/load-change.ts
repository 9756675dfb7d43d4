import { BLANK_SCOPE, type AuditScope } from '../../audit/scope';
import { ChangeKind } from '../../domain/changes/operation';
import type { ChangeStep } from '../../domain/changes/steps';
import { findCapabilities } from '../../persistence/capabilities';
import { openRequest } from '../../persistence/change-details';
import type { PmsChangeEntity } from '../../persistence/entities/pms-change';
import { getChangeWithPractice } from '../../persistence/pms-changes';
import { runTraceId } from '../run-trace-id';
import { cancelAppointmentManner } from './cancel-appointment';
import type { ChangeContext, ChangeDeps, ChangeManner } from './change-manner';
import { createPatientManner } from './create-patient';
import { updatePatientManner } from './update-patient';

const MANNERS: Readonly<Record<ChangeKind, ChangeManner>> = {
  [ChangeKind.cancelAppointment]: cancelAppointmentManner,
  [ChangeKind.createPatient]: createPatientManner,
  [ChangeKind.updatePatient]: updatePatientManner,
};

export async function loadChange(
  { database, cipher }: Pick<ChangeDeps, 'database' | 'cipher'>,
  { accountId, changeId, isPartOfMove = false }: ChangeStep,
): Promise<ChangeContext> {
  const { change, practice, vapiCallId } = await database.run((m) => getChangeWithPractice(m, accountId, changeId));
  const known = await database.run((m) => findCapabilities(m, accountId, practice.integrationId));
  return {
    change,
    practice,
    capabilities: known?.capabilities ?? null,
    request: await openRequest(cipher, change),
    manner: MANNERS[change.kind],
    scope: changeScope(change, vapiCallId),
    isPartOfMove,
  };
}

/** Work on a change after its tool call has been answered is the system's, for the patient it is about. */
const changeScope = (change: PmsChangeEntity, vapiCallId: string): AuditScope => ({
  ...BLANK_SCOPE,
  accountId: change.accountId,
  integrationId: change.integrationId,
  patientRef: change.patientIndex,
  vapiCallId,
  workflowId: change.workflowId,
  traceId: runTraceId(),
});
