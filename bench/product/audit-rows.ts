import { randomBytes, randomUUID } from 'node:crypto';
import type { AuditTransaction } from '../../src/audit/append';
import type { AuditRow } from '../../src/audit/events';
import { exchangeRows, outcomeRow, type AuditScope } from '../../src/audit/scope';
import { STORED_COLUMNS } from '../../src/audit/stored-row';
import { AuditAction, AUDIT_EVENT_VERSION } from '../../src/audit/vocabulary';
import { BARE_TABLE } from './audit-database';

const READS_OF_A_SEARCH = 5;
const keyedHash = (): string => randomBytes(16).toString('hex');
const exchange = (endpoint: string, method: 'GET' | 'POST') => ({
  ...{ endpoint, method, responseStatus: 200, responseTimeMs: 42 },
});

const scopeOf = (accountId: string): AuditScope => ({
  ...{ accountId, integrationId: randomUUID(), actorType: 'assistant', actorRef: 'assistant-bench' },
  ...{ assuranceLevel: 'L3', evidence: ['full-name', 'birth-date', 'caller-number'] },
  ...{ patientRef: keyedHash(), callerRef: keyedHash(), vapiCallId: randomUUID(), workflowId: null },
  ...{ toolCallId: `call_${keyedHash()}`, traceId: keyedHash() },
});

/** The row of an answered tool call. */
export const answerRow = (accountId: string): AuditRow => answerOf(scopeOf(accountId));

const answerOf = (scope: AuditScope): AuditRow =>
  outcomeRow(
    scope,
    { action: AuditAction.toolCall, phiFields: ['firstname'] },
    exchange('/vapi/tools/search-patients', 'POST'),
    'success',
  );

/** What a search commits before its answer: an outcome for each read, and the answer. */
export function searchRows(accountId: string): AuditRow[] {
  const scope = scopeOf(accountId);
  const act = { action: AuditAction.patientSearch, phiFields: ['firstname', 'lastname', 'birthdate', 'cell'] };
  const exchanges = Array.from({ length: READS_OF_A_SEARCH }, () => exchange('/patients', 'GET'));
  return [...exchangeRows(scope, act, { exchanges }, randomUUID()), answerOf(scope)];
}

const NO_HASH = Buffer.alloc(32);
let lastSeq = 0;

/** The columns that audit_append() fills in, of no meaning here. */
const placeOf = (row: AuditRow) => ({
  ...{ canonical_version: 2, chain: row.account_id, event_version: AUDIT_EVENT_VERSION },
  ...{ chain_seq: (lastSeq += 1), created_at: new Date(), prev_hash: NO_HASH, row_hash: NO_HASH },
});

/** The same rows by a plain INSERT of one statement, parameter by parameter. */
export async function insertBare(tx: AuditTransaction, rows: readonly AuditRow[]): Promise<void> {
  const values = rows.flatMap((row) => {
    const stored: Record<string, unknown> = { ...row, ...placeOf(row) };
    return STORED_COLUMNS.map((column) => stored[column] ?? null);
  });
  await tx.query(insertText(rows.length), values);
}

const INSERTS = new Map<number, string>();
function insertText(rows: number): string {
  const known = INSERTS.get(rows);
  if (known !== undefined) return known;
  const width = STORED_COLUMNS.length;
  const places = Array.from({ length: rows }, (_, row) =>
    STORED_COLUMNS.map((_column, i) => `$${row * width + i + 1}`).join(', '),
  );
  const text = `INSERT INTO ${BARE_TABLE} (${STORED_COLUMNS.join(', ')}) VALUES (${places.join('), (')})`;
  INSERTS.set(rows, text);
  return text;
}
