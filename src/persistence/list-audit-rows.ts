import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { SELECT_STORED_ROW, storedAuditRow, type StoredAuditRow } from '../audit/stored-row';
import type { AccountScope } from './integrations';

/** Null: whatever it is. */
export interface AuditFilter {
  readonly callId: string | null;
  readonly patientRef: string | null;
  readonly from: Date | null;
  /** The first instant that is not wanted any more. */
  readonly until: Date | null;
}

export interface AuditRowOfPage {
  readonly row: StoredAuditRow;
  /** `createdAt` is UTC with microseconds. */
  readonly position: { readonly createdAt: string; readonly id: string };
}

const readRow = storedAuditRow
  .extend({ position: z.string() })
  .transform(({ position, ...row }): AuditRowOfPage => ({ row, position: { createdAt: position, id: row.id } }));

/**
 * Rows of the audit record in the order of their times, and of their numbers where they were written at once; one more
 * than `limit` where there are more.
 */
export async function listAuditRows(
  tx: EntityManager,
  scope: AccountScope,
  { callId, patientRef, from, until }: AuditFilter,
  { after, limit }: { readonly after: AuditRowOfPage['position'] | null; readonly limit: number },
): Promise<AuditRowOfPage[]> {
  const order = orderOf(scope, callId ?? patientRef);
  const rows = await tx.query<unknown[]>(
    `SELECT ${SELECT_STORED_ROW},
            to_char(pms_audit_logs.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS position
       FROM pms_audit_logs
      WHERE ($1::uuid[] IS NULL OR (account_id = ANY($1) AND chain = ANY($1::text[])))
        AND ($2::text IS NULL OR vapi_call_id = $2)
        AND ($3::text IS NULL OR patient_ref = $3)
        AND ($4::timestamptz IS NULL OR pms_audit_logs.created_at >= $4)
        AND ($5::timestamptz IS NULL OR pms_audit_logs.created_at < $5)
        AND ($6::timestamptz IS NULL OR (${order('pms_audit_logs')}) >
          (SELECT ${order('p')} FROM pms_audit_logs p WHERE p.created_at = $6 AND p.id = $7::uuid))
      ORDER BY ${order('pms_audit_logs')} LIMIT $8`,
    [scope === '*' ? null : scope, callId, patientRef, from, until, after?.createdAt, after?.id, limit + 1],
  );
  return z.array(readRow).parse(rows);
}

/**
 * The numbers of one account are in the order of their times, and there is an index of them: a page of a whole chain is
 * read without sorting it. Where a call or a patient is asked for, their own indices find the few rows to sort.
 */
const orderOf =
  (scope: AccountScope, wanted: string | null) =>
  (table: string): string =>
    scope !== '*' && scope.length === 1 && wanted === null
      ? `${table}.chain, ${table}.chain_seq`
      : `${table}.created_at, ${table}.chain, ${table}.chain_seq`;
