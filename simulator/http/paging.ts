import type { Knobs } from '../knobs/board';
import { statement } from './errors';
import { whereFound } from './query';
import type { BodyReply, ListReply, Row } from './reply';

const MOST_ROWS = 5_000;

/** One page of a list in Sikka's envelope, before wrapping; `items` is empty when the page lies beyond the end. */
export interface Page {
  readonly offset: string;
  readonly limit: string;
  readonly total_count: string;
  readonly execution_time: string;
  readonly pagination: Row;
  readonly items: readonly Readonly<Record<string, string | readonly Row[]>>[];
}

const wholeNumber = (text: string | null, fallback: number): number | null => {
  if (text === null) return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
};

/** Default fields, plus those named in `fields`, or all, or (`lightweight=true`) only those named. */
function project(row: Row, defaultFields: readonly string[], query: URLSearchParams): Row {
  const named = (query.get('fields') ?? '').split(',').filter((field) => field !== '');
  if (named.includes('get_all')) return row;
  const fields = query.get('lightweight') === 'true' && named.length > 0 ? named : [...defaultFields, ...named];
  return Object.fromEntries(fields.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]])));
}

function sorted(rows: readonly Row[], column: string | null): readonly Row[] {
  const name = column === 'appointment_date' || column === 'appointment_time' ? column.slice(12) : column;
  if (name === null || name === '') return rows;
  return rows.toSorted((one, other) => (one[name] ?? '').localeCompare(other[name] ?? '', 'en', { numeric: true }));
}

/**
 * `offset` is a page number: page n holds rows n·limit+1 … (n+1)·limit. A call whose sample shows a higher limit than
 * the usual one keeps it.
 */
export function pageOf(
  reply: ListReply,
  query: URLSearchParams,
  url: string,
  knobs: Pick<Knobs, 'env.defaultLimit' | 'limit.over5000'>,
): Page | BodyReply {
  const limit = wholeNumber(query.get('limit'), Math.max(knobs['env.defaultLimit'], reply.defaultLimit ?? 0));
  const offset = wholeNumber(query.get('offset'), 0);
  if (limit === null || limit === 0 || offset === null) return statement('API1026', 'limit or offset is invalid');
  if (limit > MOST_ROWS && knobs['limit.over5000'] === '400') {
    return statement('API1026', `limit must not be above ${MOST_ROWS}`);
  }
  const found = whereFound(reply.rows, query.get('find'));
  if (found === null) return statement('API1026', 'find is invalid');
  const size = Math.min(limit, MOST_ROWS);
  const last = Math.max(0, Math.ceil(found.length / size) - 1);
  const link = (page: number): string => `${url}?offset=${page}&limit=${size}`;
  const rows = sorted(found, query.get('SortBy')).slice(offset * size, (offset + 1) * size);
  return {
    offset: String(offset),
    limit: String(size),
    total_count: String(found.length),
    execution_time: '12',
    pagination: {
      first: link(0),
      previous: offset > 0 ? link(offset - 1) : '',
      current: link(offset),
      next: offset < last ? link(offset + 1) : '',
      last: link(last),
    },
    items: rows.map((row) => ({ ...project(row, reply.defaultFields, query), ...reply.nested?.(row) })),
  };
}
