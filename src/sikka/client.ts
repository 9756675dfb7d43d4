import type { PmsExchange } from '../domain/pms';
import type { SecretStore } from '../secrets/port';
import { patchAppointmentStatus, postAppointment, putAppointment } from './appointment-writes';
import { findAppointments, listBusyVisits } from './appointments';
import { listAvailableSlots } from './available-slots';
import { deleteWriteback } from './delete-writeback';
import { listInsuranceCompanies } from './insurance-companies';
import { postMedicalNote } from './medical-notes';
import { patchPatient, postPatient } from './patient-writes';
import { listVisitEvents } from './practice-events';
import { listPracticeLocations, setPracticeLocationAccess } from './practice-locations';
import { getRequestKeyInfo } from './request-key-info';
import { listAppointmentStatuses } from './appointment-statuses';
import { listPracticeVariables } from './practice-variables';
import { findSupportedWrites } from './supported-pmses';
import { listDataSyncStatuses } from './data-sync-status';
import { listUtilityHealth } from './health-check';
import { listWritebackDetails } from './writeback-details';
import { listPmsUsers } from './pms-users';
import { listNoteTypes } from './note-types';
import { listAuthorizedPractices } from './authorized-practices';
import { createSikkaCalls, type OfficeObserver } from './calls';
import type { SikkaGovernor } from './governor/port';
import type { AppCredentials } from './key-grant';
import { listOperatories } from './operatories';
import { eachPatientPage, findPatients } from './patients';
import { listWeekSchedules } from './practice-schedule';
import { findPractice } from './practices';
import { listProviders } from './providers';
import { soleDesk, type RenewalDesk } from '../domain/renewal-desk';
import { createRequestKeys } from './request-keys';
import { createSikkaTransport } from './transport';
import { ungoverned } from './ungoverned';
import { eachWritebackPage, getWritebackStatus } from './writebacks';

export interface SikkaClientDeps extends AppCredentials {
  /** With the version, such as `https://api.sikkasoft.com/v4`. */
  readonly baseUrl: string;
  readonly secrets: SecretStore;
  readonly now: () => Date;
  /** Lets one process at a time renew a key; without it this process believes that it is the only one. */
  readonly desk?: RenewalDesk | undefined;
  /** Without them nothing is paced. */
  readonly governor?: SikkaGovernor | undefined;
  readonly appGovernor?: SikkaGovernor | undefined;
  readonly observer?: OfficeObserver | undefined;
  /** Told of every exchange, for metrics. */
  readonly onExchange?: ((exchange: PmsExchange) => void) | undefined;
}

const unobserved: OfficeObserver = { noteRefusal: () => undefined, noteDataInsert: () => undefined };

export type SikkaClient = ReturnType<typeof createSikkaClient>;

/**
 * The Sikka API v4, by resource. Every function takes the call's context first and gives a `SikkaReply`: it throws for
 * a bug, or when the secrets store cannot be reached, and for nothing that Sikka or the network does.
 */
export function createSikkaClient(deps: SikkaClientDeps) {
  const { secrets, now } = deps;
  const app = { appId: deps.appId, appKey: deps.appKey };
  const transport = createSikkaTransport({ baseUrl: deps.baseUrl, onExchange: deps.onExchange });
  const keys = createRequestKeys({ transport, secrets, app, now, desk: deps.desk ?? soleDesk });
  const { governor = ungoverned, appGovernor = ungoverned, observer = unobserved } = deps;
  const calls = createSikkaCalls({ transport, keys, app, governor, appGovernor, observer });
  return {
    requestKeys: {
      ensureLife: keys.ensureLife,
      getRequestKeyInfo: getRequestKeyInfo(calls),
    },
    authorizedPractices: { listAuthorizedPractices: listAuthorizedPractices(calls) },
    appointmentStatuses: { listAppointmentStatuses: listAppointmentStatuses(calls) },
    practiceVariables: { listPracticeVariables: listPracticeVariables(calls) },
    supportedPmses: { findSupportedWrites: findSupportedWrites(calls) },
    dataSyncStatus: { listDataSyncStatuses: listDataSyncStatuses(calls) },
    healthCheck: { listUtilityHealth: listUtilityHealth(calls) },
    writebackDetails: { listWritebackDetails: listWritebackDetails(calls) },
    pmsUsers: { listPmsUsers: listPmsUsers(calls) },
    noteTypes: { listNoteTypes: listNoteTypes(calls) },
    practices: { findPractice: findPractice(calls) },
    providers: { listProviders: listProviders(calls) },
    operatories: { listOperatories: listOperatories(calls) },
    practiceSchedule: { listWeekSchedules: listWeekSchedules(calls) },
    patients: {
      findPatients: findPatients(calls),
      eachPatientPage: eachPatientPage(calls),
      postPatient: postPatient(calls),
      patchPatient: patchPatient(calls),
    },
    appointments: {
      listBusyVisits: listBusyVisits(calls),
      findAppointments: findAppointments(calls),
      listAvailableSlots: listAvailableSlots(calls),
      postAppointment: postAppointment(calls),
      putAppointment: putAppointment(calls),
      patchAppointmentStatus: patchAppointmentStatus(calls),
    },
    writebacks: {
      getWritebackStatus: getWritebackStatus(calls),
      eachWritebackPage: eachWritebackPage(calls),
      deleteWriteback: deleteWriteback(calls),
    },
    practiceEvents: { listVisitEvents: listVisitEvents(calls) },
    practiceLocations: {
      listPracticeLocations: listPracticeLocations(calls),
      setPracticeLocationAccess: setPracticeLocationAccess(calls),
    },
    medicalNotes: { postMedicalNote: postMedicalNote(calls) },
    insuranceCompanies: { listInsuranceCompanies: listInsuranceCompanies(calls) },
    /** Closes the idle connections; a call under way ends by itself. */
    close: (): void => {
      transport.close();
    },
  };
}
