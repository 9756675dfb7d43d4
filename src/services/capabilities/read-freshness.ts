import type { PmsFreshness } from '../../domain/pms-capabilities';
import type { PmsError } from '../../domain/pms-errors';
import type { PmsOffice } from '../../domain/pms';
import { ok, type Result } from '../../domain/result';
import type { AppCallContext } from '../../sikka/calls';
import type { DataSyncStatus } from '../../sikka/data-sync-status';
import type { UtilityHealth } from '../../sikka/health-check';
import { eitherRead } from './either-read';
import type { Noted } from './noted';
import type { FreshnessSource } from './source';

/** What Sikka tells when asked; whether data is coming in at this moment shows on other reads only. */
export type ReadFreshness = Omit<PmsFreshness, 'isInsertInProgress' | 'checkedAt'>;

const oldestOf = (instants: readonly (Date | null)[]): string | null => {
  const known = instants.filter((at) => at !== null).map((at) => at.getTime());
  return known.length === 0 ? null : new Date(Math.min(...known)).toISOString();
};

/** Of rows that cannot be told apart by practice the worst counts. */
function syncOf(rows: readonly DataSyncStatus[], practiceId: string): Pick<PmsFreshness, 'syncStatus' | 'insertedAt'> {
  const own = rows.filter((row) => row.practiceId === practiceId);
  const counted = own.length > 0 ? own : rows;
  const has = (status: DataSyncStatus['status']): boolean => counted.some((row) => row.status === status);
  return {
    syncStatus: has('not-refresh') ? 'not-refresh' : counted.length === 0 || has('unknown') ? 'unknown' : 'refresh',
    insertedAt: oldestOf(counted.map((row) => row.insertedAt)),
  };
}

/** Utilities that were given up do not count, unless all were. */
function utilityOf(
  utilities: readonly UtilityHealth[],
): Pick<PmsFreshness, 'pmsRefreshedAt' | 'refreshIntervalMinutes' | 'utilityHasError' | 'utilityIsInactive'> {
  const active = utilities.filter(({ isInactive }) => !isInactive);
  const counted = active.length > 0 ? active : utilities;
  const intervals = counted.map((utility) => utility.refreshIntervalMinutes).filter((minutes) => minutes !== null);
  return {
    pmsRefreshedAt: oldestOf(counted.map((utility) => utility.refreshedAt)),
    refreshIntervalMinutes: intervals.length === 0 ? null : Math.max(...intervals),
    utilityHasError: counted.some(({ hasError }) => hasError),
    utilityIsInactive: utilities.length > 0 && active.length === 0,
  };
}

/** How old Sikka's copy of the practice's data is, from the state of its sync and of the utility at the practice. */
export async function readFreshness(
  sikka: FreshnessSource,
  { officeId, practiceId }: PmsOffice,
  context: AppCallContext,
  noted: Noted,
): Promise<Result<ReadFreshness, PmsError>> {
  const sync = await noted(sikka.dataSyncStatus.listDataSyncStatuses(context, { officeId }));
  const health = await noted(sikka.healthCheck.listUtilityHealth(context, { officeId }));
  const both = eitherRead(sync, health);
  if (!both.ok) return both;
  return ok({ ...syncOf(both.value.one ?? [], practiceId), ...utilityOf(both.value.other ?? []) });
}
