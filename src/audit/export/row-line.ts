import { STORED_COLUMNS } from '../stored-row';
import type { RowValues } from '../canonical/row-values';

const NAMES = STORED_COLUMNS.map((column, i) => `${i === 0 ? '{"row":{' : ','}"${column}":`);
const END = '}}';

/** What is no string: null, true, false, a whole number, or a list of strings. */
const OTHER_VALUE = /null|true|false|-?\d+|\[(?:"(?:[^"\\]|\\.)*"(?:,"(?:[^"\\]|\\.)*")*)?\]/y;

/** A row's line of an export, without its end; one character a byte. */
export const writeRowLine = (values: RowValues): string =>
  `${NAMES.map((name, i) => name + (values[i] ?? 'null')).join('')}${END}`;

/**
 * The row in a line that `writeRowLine` wrote, or null. Only that one form is taken, because another reader of the file
 * must see the values that were hashed: JSON with a name twice would show each reader what it chooses.
 */
export function readRowLine(line: string): RowValues | null {
  const values: string[] = [];
  let at = 0;
  for (const name of NAMES) {
    const start = at + name.length;
    if (line.slice(at, start) !== name) return null;
    at = endOfValue(line, start);
    if (at < 0) return null;
    values.push(line.slice(start, at));
  }
  return at + END.length === line.length && line.endsWith(END) ? values : null;
}

/** The same row after a program has written the line anew: with spaces, or with other escapes for the same letters. */
export function readRewrittenRowLine(line: string): RowValues | null {
  try {
    const text = Buffer.from(line, 'latin1').toString('utf8');
    const plain = text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, (_, quoted: string | undefined) =>
      quoted === undefined ? '' : JSON.stringify(JSON.parse(quoted)),
    );
    return readRowLine(Buffer.from(plain, 'utf8').toString('latin1'));
  } catch {
    return null;
  }
}

/** Where the value that begins at `start` is over; -1 where none begins there. */
function endOfValue(line: string, start: number): number {
  if (line.charCodeAt(start) === 0x22 /* " */) return endOfString(line, start);
  OTHER_VALUE.lastIndex = start;
  if (!OTHER_VALUE.test(line)) return -1;
  const end = OTHER_VALUE.lastIndex;
  return isAsWritten(line, start, end) ? end : -1;
}

function endOfString(line: string, start: number): number {
  let quote = line.indexOf('"', start + 1);
  while (quote > 0 && isEscaped(line, quote)) quote = line.indexOf('"', quote + 1);
  return quote > 0 && isAsWritten(line, start, quote + 1) ? quote + 1 : -1;
}

function isEscaped(line: string, quote: number): boolean {
  let backslashes = 0;
  while (line.charCodeAt(quote - 1 - backslashes) === 0x5c /* \ */) backslashes += 1;
  return backslashes % 2 === 1;
}

/** Whether each letter is escaped as Postgres does it, and no other way. */
function isAsWritten(line: string, start: number, end: number): boolean {
  const value = line.slice(start, end);
  if (!value.includes('\\')) return true;
  try {
    return JSON.stringify(JSON.parse(value)) === value;
  } catch {
    return false;
  }
}
