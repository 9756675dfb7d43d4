import { STORED_COLUMNS, type StoredAuditRow } from '../stored-row';

/** Columns that came after the first form: it does not cover them, so a row of it must not have them. */
const LATER = ['caller_ref', 'subject'] as const;
const UNCOVERED: ReadonlySet<string> = new Set(['canonical_version', 'prev_hash', 'row_hash', ...LATER]);
const FIRST_COLUMNS = STORED_COLUMNS.filter((column) => !UNCOVERED.has(column));

/** `<octets>:<text>`, so that no text can be taken for two fields; absent is `-`. */
function field(value: StoredAuditRow[keyof StoredAuditRow]): string {
  if (value === null) return '-';
  const text = Array.isArray(value) ? value.map(field).join(',') : String(value);
  return `${Buffer.byteLength(text)}:${text}`;
}

/** Canonical form 1, that of the rows from before the record had versions; null where the row holds what it cannot. */
export function firstCanonicalText(row: StoredAuditRow): string | null {
  if (LATER.some((column) => row[column] !== null)) return null;
  return FIRST_COLUMNS.map((column) => field(row[column])).join(',');
}
