import { STORED_COLUMNS, storedAuditRow, type StoredAuditRow } from '../stored-row';

/**
 * A row on the fast path: the JSON text of each value, in the order of STORED_COLUMNS. The texts are bytes, one
 * character each (`latin1`): nothing need be decoded to be hashed, and what is hashed is what was read.
 */
export type RowValues = readonly string[];

type Kind = 'text' | 'number' | 'boolean' | 'list';
const NOT_TEXT: Readonly<Partial<Record<string, Kind>>> = {
  canonical_version: 'number',
  chain_seq: 'number',
  created_at: 'number',
  event_version: 'number',
  response_status: 'number',
  response_time: 'number',
  phi_accessed: 'boolean',
  evidence: 'list',
  phi_fields: 'list',
};

/** What a value is, in the order of STORED_COLUMNS. */
export const VALUE_KINDS: readonly Kind[] = STORED_COLUMNS.map((column) => NOT_TEXT[column] ?? 'text');

/** The row that the values make. @throws ZodError where they make none */
export function toStoredRow(values: RowValues): StoredAuditRow {
  const pairs = STORED_COLUMNS.map((column, i) => `"${column}":${values[i] ?? 'null'}`);
  return storedAuditRow.parse(JSON.parse(Buffer.from(`{${pairs.join(',')}}`, 'latin1').toString('utf8')));
}

/** The values of a row. */
export const toRowValues = (row: StoredAuditRow): RowValues =>
  STORED_COLUMNS.map((column) => Buffer.from(JSON.stringify(row[column])).toString('latin1'));
