import type { UnexplainedAccess } from '../aggregates/unexplained-access';
import { detailsOf, ReviewRule, type Finding } from '../finding';

/** The assistant has no business with a patient but in a call, nor our system but for a named piece of work: one is enough. */
export const findAccessWithoutCall = (accesses: readonly UnexplainedAccess[]): Finding[] =>
  accesses.map((each) => ({
    rule: ReviewRule.accessWithoutCall,
    about: JSON.stringify([each.integrationId, each.actorType]),
    integrationId: each.integrationId,
    details: detailsOf(each, { accesses: each.accesses }),
  }));
