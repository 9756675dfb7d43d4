import type { Client } from '@temporalio/client';
import type { BlindIndex } from '../crypto/blind-index';
import type { Database } from '../persistence/database';
import { listStaleCapabilities, listStaleFreshness } from '../persistence/capabilities';
import { listLinkedOffices } from '../persistence/integration-status';
import { startKeepRequestKey, startRefreshCapabilities, startRefreshFreshness } from '../temporal/start-link-workflows';

export interface SuperviseDeps {
  readonly database: Database;
  readonly client: Client;
  readonly taskQueue: string;
  readonly index: BlindIndex;
  readonly now: () => Date;
}

/** Capabilities are read once a day. */
const CAPABILITIES_LIVE_MS = 24 * 3_600_000;
/** How old Sikka's copy is changes by the hour. */
const FRESHNESS_LIVES_MS = 30 * 60_000;

export type SuperviseActivities = ReturnType<typeof createSuperviseActivities>;

export const createSuperviseActivities = ({ database, client, taskQueue, index, now }: SuperviseDeps) => ({
  /**
   * Sees to it that every linked office has its key kept, and every practice its capabilities read within a day and the
   * age of its data within half an hour. What runs already is left alone, so this may be repeated at any time.
   */
  async superviseLinks(): Promise<{ readonly offices: number; readonly refreshes: number }> {
    const before = (ms: number): Date => new Date(now().getTime() - ms);
    const [offices, capabilities, freshness] = await database.run(async (manager) => [
      await listLinkedOffices(manager),
      await listStaleCapabilities(manager, before(CAPABILITIES_LIVE_MS)),
      await listStaleFreshness(manager, before(FRESHNESS_LIVES_MS)),
    ]);
    const starter = { client, taskQueue, index };
    for (const office of offices) await startKeepRequestKey(starter, office);
    for (const practice of capabilities) await startRefreshCapabilities(starter, practice);
    for (const practice of freshness) await startRefreshFreshness(starter, practice);
    return { offices: offices.length, refreshes: capabilities.length + freshness.length };
  },
});
