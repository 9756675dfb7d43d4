import { STORED_COLUMNS, type StoredAuditRow } from '../stored-row';
import { firstCanonicalText } from './first-form';

/** What a row's hash covers: everything but the two hashes, in the order of canonical form 2. */
const HASHED_COLUMNS = STORED_COLUMNS.slice(0, -2);

/** Canonical form 2 from the JSON texts of the row's values, in the order of the columns. */
export const joinHashedValues = (jsonTexts: readonly string[]): string =>
  `[${jsonTexts.slice(0, HASHED_COLUMNS.length).join(', ')}]`;

/**
 * The text that a row's hash is over, letter for letter what `audit_canonical()` made of it in the database: Postgres
 * escapes strings as `JSON.stringify` does. Null for a form that we do not know, and for what no form can hold.
 */
export function canonicalText(row: StoredAuditRow): string | null {
  switch (row.canonical_version) {
    case 1:
      return firstCanonicalText(row);
    case 2:
      return joinHashedValues(HASHED_COLUMNS.map((column) => JSON.stringify(row[column])));
    default:
      return null;
  }
}
