import { z } from 'zod';
import type { AuditTransaction } from './append';
import { SELECT_STORED_ROW, storedAuditRow, type StoredAuditRow } from './stored-row';

/** The chain of what belongs to no account. */
export const SYSTEM_CHAIN = 'system';

/** Which rows of one chain; what is absent does not narrow. */
export interface RowsWanted {
  /** An account's id, or `system`. */
  readonly chain: string;
  readonly integrationId?: string;
  readonly patientRef?: string;
  /** True: only rows that name no patient. */
  readonly isOfNoPatient?: boolean;
  readonly callId?: string;
  readonly action?: string;
  readonly purposes?: readonly string[];
  /** The first instant, included. */
  readonly from?: Date;
  /** The first instant that is no longer wanted. */
  readonly until?: Date;
  /** Only rows before this place in the chain. */
  readonly beforeSeq?: number;
}

const PAGE_ROWS = 1_000;

/**
 * Rows of one chain in its order, read in pages. Without `beforeSeq` it ends where the chain ended when it began, so
 * that a reader never runs after a writer.
 */
export async function* readAuditRows(
  tx: AuditTransaction,
  wanted: RowsWanted,
  pageRows = PAGE_ROWS,
): AsyncGenerator<StoredAuditRow, void, undefined> {
  const beforeSeq = wanted.beforeSeq ?? (await headOf(tx, wanted.chain)) + 1;
  const where = conditionsOf({ ...wanted, beforeSeq });
  let afterSeq = 0;
  for (;;) {
    const parameters = [...where.parameters, afterSeq, pageRows];
    const found = await tx.query(
      `SELECT ${SELECT_STORED_ROW} FROM pms_audit_logs
        WHERE ${where.sql} AND chain_seq > $${parameters.length - 1} ORDER BY chain_seq LIMIT $${parameters.length}`,
      parameters,
    );
    const rows = z.array(storedAuditRow).parse(found);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    afterSeq = last.chain_seq;
  }
}

const heads = z.array(z.object({ chain_seq: z.coerce.number().pipe(z.int()) }));

/** The place of a chain's last row; 0 for a chain without rows. */
async function headOf(tx: AuditTransaction, chain: string): Promise<number> {
  const found = heads.parse(await tx.query('SELECT chain_seq FROM audit_chain_heads WHERE chain = $1', [chain]));
  return found[0]?.chain_seq ?? 0;
}

/** The row with this id, or null. */
export async function findAuditRow(tx: AuditTransaction, chain: string, id: string): Promise<StoredAuditRow | null> {
  const found = await tx.query(`SELECT ${SELECT_STORED_ROW} FROM pms_audit_logs WHERE chain = $1 AND id = $2`, [
    chain,
    id,
  ]);
  return z.array(storedAuditRow).parse(found)[0] ?? null;
}

function conditionsOf(wanted: RowsWanted): { sql: string; parameters: unknown[] } {
  const isAccount = wanted.chain !== SYSTEM_CHAIN;
  const conditions: [sql: (place: string) => string, value: unknown][] = [
    [(place) => `chain = ${place}`, wanted.chain],
    // Says nothing new, and lets Postgres use the index by account and patient.
    [(place) => `account_id = ${place}::uuid`, isAccount ? wanted.chain : undefined],
    [(place) => `pms_integration_id = ${place}::uuid`, wanted.integrationId],
    [(place) => `patient_ref = ${place}`, wanted.patientRef],
    [(place) => `(patient_ref IS NULL) = ${place}::boolean`, wanted.isOfNoPatient],
    [(place) => `vapi_call_id = ${place}`, wanted.callId],
    [(place) => `action = ${place}`, wanted.action],
    [(place) => `purpose = ANY(${place}::text[])`, wanted.purposes],
    [(place) => `created_at >= ${place}::timestamptz`, wanted.from],
    [(place) => `created_at < ${place}::timestamptz`, wanted.until],
    [(place) => `chain_seq < ${place}`, wanted.beforeSeq],
  ];
  const given = conditions.filter(([, value]) => value !== undefined);
  return {
    sql: given.map(([sql], i) => sql(`$${i + 1}`)).join(' AND '),
    parameters: given.map(([, value]) => value),
  };
}
