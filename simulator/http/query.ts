import { isCalendarDate } from '../time';
import type { Row } from './reply';

const sameIgnoringCase = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Keeps the rows whose columns equal the query's parameters of the same name; parameters not given say nothing. */
export function whereEqual(rows: readonly Row[], query: URLSearchParams, columns: readonly string[]): Row[] {
  const wanted = columns.flatMap((column) => {
    const value = query.get(column);
    return value === null ? [] : [{ column, value }];
  });
  return rows.filter((row) => wanted.every(({ column, value }) => sameIgnoringCase(row[column] ?? '', value)));
}

/** Rows loaded within `loaded_startdate` and `loaded_enddate` (a date, or a date with `THH:mm:ss`), both included. */
export function whereLoaded(rows: readonly Row[], query: URLSearchParams): readonly Row[] {
  const from = query.get('loaded_startdate') ?? '';
  const to = query.get('loaded_enddate') ?? '9999-12-31';
  const end = to.includes('T') ? to : `${to}T23:59:59`;
  return rows.filter((row) => (row['loadeddate'] ?? '') >= from && (row['loadeddate'] ?? '') <= end);
}

/** The names among the given ones whose value is there but is no `YYYY-MM-DD`. */
export const badDates = (query: URLSearchParams, names: readonly string[]): string[] =>
  names.filter((name) => query.has(name) && !isCalendarDate(query.get(name) ?? ''));

const compare = (one: string, other: string): number => {
  const [a, b] = [Number(one), Number(other)];
  if (one !== '' && other !== '' && !Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return one < other ? -1 : one > other ? 1 : 0;
};

const OPERATORS: Readonly<Record<string, (cell: string, value: string) => boolean>> = {
  eq: (cell, value) => sameIgnoringCase(cell, value),
  neq: (cell, value) => !sameIgnoringCase(cell, value),
  like: (cell, value) => cell.toLowerCase().startsWith(value.toLowerCase()),
  gt: (cell, value) => compare(cell, value) > 0,
  gte: (cell, value) => compare(cell, value) >= 0,
  lt: (cell, value) => compare(cell, value) < 0,
  lte: (cell, value) => compare(cell, value) <= 0,
};

/**
 * `find=lastname=like_Bri::AND::status=eq_Active`; `::OR::` binds weaker. Gives null when it cannot be read.
 */
export function whereFound(rows: readonly Row[], expression: string | null): readonly Row[] | null {
  if (expression === null) return rows;
  const alternatives = expression.split('::OR::').map((part) =>
    part.split('::AND::').map((term) => {
      const [, field, operator, value] = /^(\w+)=([a-z]+)_(.*)$/s.exec(term) ?? [];
      const test = OPERATORS[operator ?? ''];
      if (field === undefined || value === undefined || test === undefined) return null;
      return (row: Row) => test(row[field] ?? '', value);
    }),
  );
  if (alternatives.flat().includes(null)) return null;
  return rows.filter((row) => alternatives.some((terms) => terms.every((term) => term?.(row))));
}
