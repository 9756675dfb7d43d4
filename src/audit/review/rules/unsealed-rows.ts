import type { Unsealed } from '../aggregates/unsealed';
import { detailsOf, ReviewRule, type Finding } from '../finding';

/** Until a checkpoint covers a row, whoever owns the database could still rewrite it and all that follow. */
export const findUnsealedRows = (unsealed: Unsealed): Finding[] =>
  unsealed.rows === 0
    ? []
    : [
        {
          rule: ReviewRule.unsealedRows,
          about: 'chain',
          integrationId: null,
          details: detailsOf(unsealed, { rows: unsealed.rows }),
        },
      ];
