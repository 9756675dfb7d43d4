import { STORED_COLUMNS } from '../stored-row';
import { VALUE_KINDS, type RowValues } from './row-values';

const COPIED_COLUMNS = STORED_COLUMNS.map((column, i) => {
  if (column === 'created_at') return '(extract(epoch FROM created_at) * 1000000)::bigint';
  if (column === 'prev_hash' || column === 'row_hash') return `encode(${column}, 'hex')`;
  return VALUE_KINDS[i] === 'list' ? `to_json(${column})` : column;
}).join(', ');

/**
 * Has Postgres send rows in its text format: three times as fast as rows that it has made JSON of.
 * @param where a condition on `pms_audit_logs`, of our own making: COPY takes no parameters
 */
export const copyStoredRows = (where = 'true'): string =>
  `COPY (SELECT ${COPIED_COLUMNS} FROM pms_audit_logs WHERE ${where} ORDER BY chain, chain_seq) TO STDOUT`;

const NULL = '\\N';
/** What a field must be unescaped, or escaped as JSON, for. The tab between fields, and NULL, are no part of any. */
// eslint-disable-next-line no-control-regex
const UNUSUAL = /[\x00-\x08\x0b-\x1f]|\\[^N]/;
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const unescape = (field: string): string =>
  field.replaceAll(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter);

/** The row in one line of what `copyStoredRows` sends, one character a byte, without the line's end. */
export function readCopiedRow(line: string): RowValues {
  const isUsual = !UNUSUAL.test(line);
  return line.split('\t').map((field, i) => {
    if (field === NULL) return 'null';
    switch (VALUE_KINDS[i]) {
      case 'number':
        return field;
      case 'boolean':
        return field === 't' ? 'true' : 'false';
      case 'list':
        return isUsual ? field : unescape(field);
      default:
        return isUsual && !field.includes('"') ? `"${field}"` : JSON.stringify(unescape(field));
    }
  });
}
