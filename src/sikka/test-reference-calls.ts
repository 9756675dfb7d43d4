import { Secret } from '../domain/secret';
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
import { startScriptedServer, type Script, type ScriptedServer } from './test-rig';
import { createSikkaTransport } from './transport';
import { listWritebackDetails } from './writeback-details';

/** For tests only: the reads of reference data over a scripted server, without the renewal of keys. */

const callsTo = (transport: ReturnType<typeof createSikkaTransport>): SikkaCalls => {
  const secrets = (headers: Record<string, string>): Record<string, Secret> =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, new Secret(value)]));
  const send =
    (headers: Record<string, string>): SikkaCalls['callApp'] =>
    ({ signal, timeoutMs }, call) =>
      transport.send({ ...call, headers: secrets(headers), signal, timeoutMs });
  return {
    callOffice: send({ 'Request-Key': 'invented-request-key' }),
    callApp: send({ 'App-Id': 'invented-app-id', 'App-Key': 'invented-app-key' }),
  };
};

export const createReferenceReads = (calls: SikkaCalls) => ({
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
  const server = await startScriptedServer(script);
  const transport = createSikkaTransport({ baseUrl: server.baseUrl });
  return {
    server,
    sikka: createReferenceReads(callsTo(transport)),
    async close() {
      transport.close();
      await server.close();
    },
  };
}
