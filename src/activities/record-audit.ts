import { appendAuditOnce } from '../audit/append';
import { auditRow } from '../audit/events';
import type { UnrecordedRows } from '../domain/booking/operation';
import type { Database } from '../persistence/database';

export type AuditActivities = ReturnType<typeof createAuditActivities>;

export const createAuditActivities = ({ database }: { readonly database: Database }) => ({
  /** Writes rows that could not be written when their request came back. Repeated, it writes them once. */
  async recordAudit(input: {
    readonly accountId: string;
    readonly rows: UnrecordedRows;
  }): Promise<{ readonly accountId: string }> {
    const rows = input.rows.map((row) => auditRow.parse(row));
    await database.transaction((tx) => appendAuditOnce(tx, rows));
    return { accountId: input.accountId };
  },
});
