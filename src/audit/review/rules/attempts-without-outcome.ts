import type { OpenAttempts } from '../aggregates/open-attempts';
import { detailsOf, ReviewRule, type Finding } from '../finding';

/** Something of a patient was asked for, and the record does not say what came of it: one is enough. */
export const findAttemptsWithoutOutcome = (open: readonly OpenAttempts[]): Finding[] =>
  open.map((each) => ({
    rule: ReviewRule.attemptsWithoutOutcome,
    about: String(each.integrationId),
    integrationId: each.integrationId,
    details: detailsOf(each, { attempts: each.attempts }),
  }));
