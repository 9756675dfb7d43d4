import type { Database } from '../persistence/database';
import { listUnstartedChanges } from '../persistence/orphaned-changes';
import type { StartChange } from '../temporal/start-change';

export interface TidyChangesDeps {
  readonly database: Database;
  readonly startChange: StartChange;
  readonly lookupWindowSeconds: number;
  readonly now: () => Date;
}

/** By then whoever stored it has started it, or is no more. */
const ORPHANED_AFTER_MS = 2 * 60_000;

/**
 * Has requests carried out whose process died between storing them and starting their workflow: they are on record, and
 * nobody was told that they failed. What runs, or has run, is left alone.
 */
export const startOrphaned =
  ({ database, startChange, lookupWindowSeconds, now }: TidyChangesDeps) =>
  async (): Promise<{ readonly started: number }> => {
    const olderThan = new Date(now().getTime() - ORPHANED_AFTER_MS);
    let started = 0;
    for (const change of await database.run((manager) => listUnstartedChanges(manager, olderThan))) {
      const { id: changeId, createdAt, accountId, integrationId, kind, route, workflowId } = change;
      const request = { accountId, integrationId, changeId, kind, route, workflowId, lookupWindowSeconds };
      if ((await startChange(request, createdAt)) === 'started') started += 1;
    }
    return { started };
  };
