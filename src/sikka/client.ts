import type { PmsExchange } from '../domain/pms';
import type { SecretStore } from '../secrets/port';
import { findAppointments, listBusyVisits, postAppointment } from './appointments';
import { listAuthorizedPractices } from './authorized-practices';
import { createSikkaCalls } from './calls';
import type { AppCredentials } from './key-grant';
import { listOperatories } from './operatories';
import { findPatients } from './patients';
import { listWeekSchedules } from './practice-schedule';
import { findPractice } from './practices';
import { listProviders } from './providers';
import { createRequestKeys } from './request-keys';
import { createSikkaTransport } from './transport';
import { findWriteback, getWritebackStatus } from './writebacks';

export interface SikkaClientDeps extends AppCredentials {
  /** With the version, such as `https://api.sikkasoft.com/v4`. */
  readonly baseUrl: string;
  readonly secrets: SecretStore;
  readonly now: () => Date;
  /** Told of every exchange, for metrics. */
  readonly onExchange?: ((exchange: PmsExchange) => void) | undefined;
}

export type SikkaClient = ReturnType<typeof createSikkaClient>;

/**
 * The Sikka API v4, by resource. Every function takes the call's context first and gives a `SikkaReply`: it throws for
 * a bug, or when the secrets store cannot be reached, and for nothing that Sikka or the network does.
 */
export function createSikkaClient({ baseUrl, appId, appKey, secrets, now, onExchange }: SikkaClientDeps) {
  const app = { appId, appKey };
  const transport = createSikkaTransport({ baseUrl, onExchange });
  const keys = createRequestKeys({ transport, secrets, app, now });
  const calls = createSikkaCalls({ transport, keys, app });
  return {
    authorizedPractices: { listAuthorizedPractices: listAuthorizedPractices(calls) },
    practices: { findPractice: findPractice(calls) },
    providers: { listProviders: listProviders(calls) },
    operatories: { listOperatories: listOperatories(calls) },
    practiceSchedule: { listWeekSchedules: listWeekSchedules(calls) },
    patients: { findPatients: findPatients(calls) },
    appointments: {
      listBusyVisits: listBusyVisits(calls),
      findAppointments: findAppointments(calls),
      postAppointment: postAppointment(calls),
    },
    writebacks: { getWritebackStatus: getWritebackStatus(calls), findWriteback: findWriteback(calls) },
    /** Closes the idle connections; a call under way ends by itself. */
    close: (): void => {
      transport.close();
    },
  };
}
