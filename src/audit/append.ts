import { auditRow, type AuditRow } from './events';
import { AUDIT_EVENT_VERSION } from './vocabulary';

/** The part of a database transaction that the audit record needs. */
export interface AuditTransaction {
  query(sql: string, parameters: unknown[]): Promise<unknown>;
}

/**
 * Appends rows of one account (or of the system chain) to the audit record, in one statement. It takes the chain's lock
 * until the transaction ends, so it must be the transaction's last statement; alone it needs no transaction around it.
 */
export async function appendAudit(tx: AuditTransaction, rows: readonly AuditRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query('SELECT audit_append($1::jsonb)', [toAppendArgument(rows)]);
}

/**
 * What `audit_append()` takes, for a statement that changes something and puts it on record in one: `SELECT
 * audit_append($n::jsonb) FROM changed`, where nothing is recorded when nothing changed.
 */
export const toAppendArgument = (rows: readonly AuditRow[]): string =>
  JSON.stringify(rows.map((row) => ({ event_version: AUDIT_EVENT_VERSION, ...auditRow.parse(row) })));

/** Of the newest months only: without that every partition is looked into. */
const EARLIER_TRY = `SELECT id FROM pms_audit_logs WHERE id = ANY ($1::uuid[]) AND created_at > now() - interval '2 months'`;

/**
 * The same for rows that may be there already, because an earlier try was committed and its answer was lost. The caller
 * sees to it that one try runs at a time.
 */
export async function appendAuditOnce(tx: AuditTransaction, rows: readonly AuditRow[]): Promise<void> {
  const ids = rows.map((row) => row.id);
  const there = (await tx.query(EARLIER_TRY, [ids])) as {
    id: string;
  }[];
  const known = new Set(there.map(({ id }) => id));
  await appendAudit(
    tx,
    rows.filter(({ id }) => !known.has(id)),
  );
}
