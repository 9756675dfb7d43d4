import { startOrphaned, type TidyChangesDeps } from './tidy-changes';
import { releaseAllLapsed, type TidyHoldsDeps } from './tidy-holds';

export type TidyActivities = ReturnType<typeof createTidyActivities>;

/** Upkeep of writes that nobody is at work on any more. Safe to repeat. */
export const createTidyActivities = (deps: TidyHoldsDeps & TidyChangesDeps) => ({
  releaseLapsedHolds: releaseAllLapsed(deps),
  startOrphanedChanges: startOrphaned(deps),
});
