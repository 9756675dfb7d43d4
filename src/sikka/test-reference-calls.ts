import { listAppointmentStatuses } from './appointment-statuses';
import type { SikkaCalls } from './calls';
import { listDataSyncStatuses } from './data-sync-status';
import { listUtilityHealth } from './health-check';
import { listNoteTypes } from './note-types';
import { listOperatories } from './operatories';
import { listPmsUsers } from './pms-users';
import { listPracticeVariables } from './practice-variables';
import { listProviders } from './providers';
import { findSupportedWrites } from './supported-pmses';
import { startTestCalls } from './test-calls';
import type { Script, ScriptedServer } from './test-rig';
import { listWritebackDetails } from './writeback-details';

/** For tests only: the reads of reference data over a scripted server, without the renewal of keys. */

const createReferenceReads = (calls: SikkaCalls) => ({
  providers: { listProviders: listProviders(calls) },
  operatories: { listOperatories: listOperatories(calls) },
  appointmentStatuses: { listAppointmentStatuses: listAppointmentStatuses(calls) },
  practiceVariables: { listPracticeVariables: listPracticeVariables(calls) },
  supportedPmses: { findSupportedWrites: findSupportedWrites(calls) },
  dataSyncStatus: { listDataSyncStatuses: listDataSyncStatuses(calls) },
  healthCheck: { listUtilityHealth: listUtilityHealth(calls) },
  writebackDetails: { listWritebackDetails: listWritebackDetails(calls) },
  pmsUsers: { listPmsUsers: listPmsUsers(calls) },
  noteTypes: { listNoteTypes: listNoteTypes(calls) },
});

export interface ReferenceRig {
  readonly server: ScriptedServer;
  readonly sikka: ReturnType<typeof createReferenceReads>;
  readonly close: () => Promise<void>;
}

export async function startReferenceRig(script: Script): Promise<ReferenceRig> {
  const rig = await startTestCalls(script);
  return { server: rig.server, sikka: createReferenceReads(rig.calls), close: () => rig.close() };
}
