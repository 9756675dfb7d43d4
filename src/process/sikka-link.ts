import type { Database } from '../persistence/database';
import { createRateBudgets } from '../persistence/rate-budgets';
import { createRenewalDesk } from '../persistence/request-key-turns';
import type { SecretStore } from '../secrets/port';
import type { OfficeWatch } from '../services/office-watch';
import { createSikkaClient, type SikkaClient } from '../sikka/client';
import { createSikkaGovernor } from '../sikka/governor/governor';
import type { GovernorObserver } from '../sikka/governor/observer';
import type { Surroundings } from './shared-parts';

export interface SikkaLinkDeps extends Surroundings {
  readonly database: Database;
  readonly secrets: SecretStore;
  readonly watch: OfficeWatch;
}

/** The client of Sikka as a process runs it: paced, with its keys shared, and watched. */
export function createSikkaLink({
  config,
  now,
  metrics,
  logger,
  database,
  secrets,
  watch,
}: SikkaLinkDeps): SikkaClient {
  const observer: GovernorObserver = {
    ...metrics.governor,
    dailyCap(office, code) {
      metrics.governor.dailyCap(office, code);
      watch.noteDailyCap(office, code);
    },
    circuitChanged(office, state) {
      metrics.governor.circuitChanged(office, state);
      logger.warn({ officeId: office.officeId, state }, 'the circuit of an office has changed');
    },
  };
  const pace = { now, random: Math.random, observer };
  return createSikkaClient({
    ...config.sikka,
    secrets,
    now,
    onExchange: metrics.observeExchange,
    desk: createRenewalDesk(database),
    governor: createSikkaGovernor({ ...pace, shared: createRateBudgets(database) }),
    appGovernor: createSikkaGovernor({ ...pace, shared: null, observer: metrics.governor }),
    observer: watch,
  });
}
