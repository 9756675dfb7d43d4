import type { NumberGap } from '../aggregates/missing-numbers';
import { ReviewRule, type Finding } from '../finding';

/** Rows are numbered without gaps, so a number that is missing is a row that somebody removed. */
export const findNumbersMissing = (gaps: readonly NumberGap[]): Finding[] =>
  gaps.map(({ firstMissing, missing, noticedAt }) => ({
    rule: ReviewRule.numbersMissing,
    about: String(firstMissing),
    isLasting: true,
    integrationId: null,
    details: {
      counts: { firstMissing, missing },
      firstAt: noticedAt?.toISOString() ?? null,
      lastAt: noticedAt?.toISOString() ?? null,
      callIds: [],
    },
  }));
