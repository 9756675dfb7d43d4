import type { VerificationFailures } from '../aggregates/verifications';
import { detailsOf, ReviewRule, type Finding } from '../finding';
import { REVIEW_THRESHOLDS } from '../thresholds';

/** Somebody who keeps failing to prove who they are may be guessing at another person's name and date of birth. */
export const findFailedVerifications = (callers: readonly VerificationFailures[]): Finding[] =>
  callers
    .filter(({ failures }) => failures >= REVIEW_THRESHOLDS.failedVerificationsPerDay)
    .map((each) => ({
      rule: ReviewRule.failedVerifications,
      about: JSON.stringify([each.integrationId, each.caller]),
      integrationId: each.integrationId,
      details: detailsOf(each, { failures: each.failures }),
    }));
