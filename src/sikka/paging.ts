import type { z } from 'zod';
import type { PmsExchange } from '../domain/pms';
import { withDeadline } from './deadline';
import { readPage, type SikkaAnswer, type SikkaPage } from './envelope';
import { unreadableError } from './errors';
import { fail, readReply, succeed, type SikkaReply } from './reply';
import type { AppCallContext, SikkaCall } from './calls';
import { DEFAULT_TIMEOUT_MS } from './transport';

/** Enough for any practice that we know of; what is longer is an error and never a list cut short. */
const MAX_PAGES = 250;
const ROWS_PER_PAGE = 1_000;

export interface ListRequest<T> {
  readonly endpoint: string;
  readonly query: Readonly<Record<string, string>>;
  readonly row: z.ZodType<T>;
  /** Rows on a page, at most 5000. */
  readonly limit?: number;
}

export type Send = (call: SikkaCall) => Promise<SikkaReply<SikkaAnswer>>;

/** One page. `offset` is a page number, not a row number; the limit is always sent, as defaults differ by call. */
export async function readOnePage<T>(
  send: Send,
  list: ListRequest<T>,
  pageNumber = 0,
): Promise<SikkaReply<SikkaPage<T>>> {
  const { endpoint, query, row, limit = ROWS_PER_PAGE } = list;
  const paged = { ...query, limit: String(limit), offset: String(pageNumber) };
  return readReply(await send({ method: 'GET', endpoint, query: paged }), (answer) => readPage(answer, row));
}

/**
 * Page after page, counted by us: the answers' own `pagination` links hold mistyped hosts and are never followed. Ends
 * after an empty page or a failure, or at `total_count`; where that is absent or disproved, only an empty page is the
 * end, as a short one may be all that the server gives at once. From such a first page on no more is asked for: page n
 * then begins where the last one ended, whichever limit the server counts with. A list that does not end within the
 * bound fails.
 */
export async function* readPages<T>(
  send: Send,
  list: ListRequest<T>,
  maxPages = MAX_PAGES,
): AsyncGenerator<SikkaReply<SikkaPage<T>>, void, undefined> {
  let { limit = ROWS_PER_PAGE } = list;
  let rowsSoFar = 0;
  for (let pageNumber = 0; pageNumber < maxPages; pageNumber++) {
    const page = await readOnePage(send, { ...list, limit }, pageNumber);
    yield page;
    if (!page.ok || page.value.rows.length === 0) return;
    const { rows, totalCount } = page.value;
    rowsSoFar += rows.length;
    if (rowsSoFar === totalCount) return;
    if (pageNumber === 0) limit = Math.min(limit, rows.length);
  }
  yield fail(unreadableError(null), []);
}

/** All rows of a list, or the first failure; never a part of it. */
export async function readAllRows<T>(send: Send, list: ListRequest<T>): Promise<SikkaReply<readonly T[]>> {
  const rows: T[] = [];
  const exchanges: PmsExchange[] = [];
  for await (const page of readPages(send, list)) {
    exchanges.push(...page.exchanges);
    if (!page.ok) return fail(page.error, exchanges);
    rows.push(...page.value.rows);
  }
  return succeed(rows, exchanges);
}

/** Makes the context's time-out hold for all pages together. */
export const withinContext = <C extends AppCallContext, T>(context: C, work: (context: C) => Promise<T>): Promise<T> =>
  withDeadline({ signal: context.signal, timeoutMs: context.timeoutMs ?? DEFAULT_TIMEOUT_MS }, (signal) =>
    work({ ...context, signal }),
  );
