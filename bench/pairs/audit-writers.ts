import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { AuditTransaction } from '../../src/audit/append';
import type { Contender, RoundPlan } from '../measure/rounds';
import type { BuiltAudit } from '../product/audit-built';
import { answerRow, insertBare } from '../product/audit-rows';
import type { Pair } from './pair';

/** Rows of one sample, so that its milliseconds are microseconds per row. */
const ROWS = 1_000;

const asSent = (client: Client): AuditTransaction => client;

/** Postgres reads the text of the statement once per connection, not once per row. */
const asPrepared = (client: Client): AuditTransaction => ({
  query: (text, values) => client.query({ name: text.slice(0, 60), text, values }),
});

/** Writers, each with a connection and an account of its own, that commit row by row, beside a bare INSERT by the same. */
export function auditWritersPair(writers: readonly Client[], { appendAudit }: BuiltAudit, plan: RoundPlan): Pair {
  const accounts = writers.map(() => randomUUID());
  const [first = ''] = accounts;
  const contender = (
    name: string,
    write: typeof appendAudit,
    toTransaction: (client: Client) => AuditTransaction,
    accountOf = (at: number): string => accounts[at] ?? first,
  ): Contender => ({
    name: `${name}, ${ROWS.toLocaleString('en')} rows`,
    async sample() {
      let left = ROWS;
      const startedAt = performance.now();
      await Promise.all(
        writers.map(async (client, at) => {
          const tx = toTransaction(client);
          while (left-- > 0) await write(tx, [answerRow(accountOf(at))]);
        }),
      );
      return performance.now() - startedAt;
    },
  });
  const bare = contender('bare INSERT', insertBare, asSent);
  const appended = contender('appendAudit', appendAudit, asSent);
  const barePrepared = contender('bare INSERT, prepared once', insertBare, asPrepared);
  const appendedPrepared = contender('appendAudit, prepared once', appendAudit, asPrepared);
  const toOne = contender('appendAudit, all to one account', appendAudit, asSent, () => first);
  return {
    title: `Audit: ${writers.length} writers over ${writers.length} accounts`,
    target: 'at most 1.25 × the bare INSERT, that is 0.8 of its rows a second; all to one account for comparison',
    plan,
    groups: [[bare, appended], [barePrepared, appendedPrepared], [toOne]],
    lines: [
      [bare.name, null],
      [appended.name, bare.name],
      [barePrepared.name, null],
      [appendedPrepared.name, barePrepared.name],
      [toOne.name, bare.name],
    ],
    countsSikkaCalls: false,
  };
}
