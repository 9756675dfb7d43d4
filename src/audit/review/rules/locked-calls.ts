import type { LockedCalls } from '../aggregates/verifications';
import { detailsOf, ReviewRule, type Finding } from '../finding';
import { REVIEW_THRESHOLDS } from '../thresholds';

/** A caller who is locked out and calls again and again, on whichever line, tries more than a call allows. */
export const findLockedCalls = (callers: readonly LockedCalls[]): Finding[] =>
  callers
    .filter(({ lockedCalls }) => lockedCalls >= REVIEW_THRESHOLDS.lockedCallsPerDay)
    .map((each) => ({
      rule: ReviewRule.lockedCalls,
      about: each.caller,
      integrationId: null,
      details: detailsOf(each, { lockedCalls: each.lockedCalls }),
    }));
