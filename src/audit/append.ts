import { AUDIT_EVENT_VERSION, auditRow, type AuditRow } from './events';

/** The part of a database transaction that the audit record needs. */
export interface AuditTransaction {
  query(sql: string, parameters: unknown[]): Promise<unknown>;
}

/**
 * Appends rows of one account (or of the system chain) to the audit record. It takes the chain's lock until the
 * transaction ends, so it must be the transaction's last statement.
 */
export async function appendAudit(tx: AuditTransaction, rows: readonly AuditRow[]): Promise<void> {
  if (rows.length === 0) return;
  const versioned = rows.map((row) => ({ event_version: AUDIT_EVENT_VERSION, ...auditRow.parse(row) }));
  await tx.query('SELECT audit_append($1::jsonb)', [JSON.stringify(versioned)]);
}
