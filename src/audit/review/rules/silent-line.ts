import type { SilentLine } from '../aggregates/silent-lines';
import { detailsOf, ReviewRule, type Finding } from '../finding';

/** Every call leaves rows; a practice with calls and none is one whose record is not written, or was taken away. */
export const findSilentLines = (lines: readonly SilentLine[]): Finding[] =>
  lines.map((each) => ({
    rule: ReviewRule.silentLine,
    about: each.integrationId,
    integrationId: each.integrationId,
    details: detailsOf(each, { calls: each.calls }),
  }));
