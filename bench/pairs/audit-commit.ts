import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { AuditRow } from '../../src/audit/events';
import type { Contender, RoundPlan } from '../measure/rounds';
import type { BuiltAudit } from '../product/audit-built';
import { answerRow, insertBare, searchRows } from '../product/audit-rows';
import type { Pair } from './pair';

/** One audit commit of a read tool beside a bare INSERT of the same rows. */
export function auditCommitPair(database: Client, { appendAudit }: BuiltAudit, plan: RoundPlan): Pair {
  const accountId = randomUUID();
  const timed = (name: string, rowsOf: (accountId: string) => AuditRow[], write: typeof appendAudit): Contender => ({
    name,
    async sample() {
      const rows = rowsOf(accountId);
      const startedAt = performance.now();
      await write(database, rows);
      return performance.now() - startedAt;
    },
  });
  const one = (account: string): AuditRow[] => [answerRow(account)];
  const inTransaction: typeof appendAudit = async (tx, rows) => {
    await tx.query('BEGIN', []);
    await appendAudit(tx, rows);
    await tx.query('COMMIT', []);
  };
  const bareOne = timed('bare INSERT, one row', one, insertBare);
  const bareSearch = timed('bare INSERT, the six rows of a search', searchRows, insertBare);
  const ofOne = [
    timed('appendAudit, one row', one, appendAudit),
    timed('appendAudit, one row, in a transaction of three statements', one, inTransaction),
  ];
  const ofSearch = [timed('appendAudit, the six rows of a search', searchRows, appendAudit)];
  return {
    title: 'Audit: one commit',
    target: 'at most 1 ms at p50',
    plan,
    groups: [
      [bareOne, ...ofOne],
      [bareSearch, ...ofSearch],
    ],
    lines: [
      [bareOne.name, null],
      ...ofOne.map(({ name }) => [name, bareOne.name] as const),
      [bareSearch.name, null],
      ...ofSearch.map(({ name }) => [name, bareSearch.name] as const),
    ],
    countsSikkaCalls: false,
  };
}
