import { unreadableError } from './errors';
import { readOnePage, type ListRequest, type Send } from './paging';
import { fail, succeed, type SikkaReply } from './reply';

/** With 500 rows a page, half a million. */
const MAX_PAGES = 1_000;
const FIRST_STEP_BACK = 8;
/** More is no coincidence: the server gives so few rows at once that nothing can be read whole. */
const MAX_FRUITLESS_LOOKS = 10;
/** From so many rows on there is always a page that overlaps and advances. */
const EASY_LIMIT = 20;

interface PageAddress {
  readonly limit: number;
  readonly pageNumber: number;
}

/**
 * The page that holds row `known - 1`, the last that we have, and reaches farthest beyond it. As `offset` counts pages,
 * only the limit moves a page's edges. Null when no limit up to `maxLimit` gives a row more.
 */
export function pageAfter(known: number, maxLimit: number): PageAddress | null {
  let best: PageAddress | null = known === 0 ? { limit: maxLimit, pageNumber: 0 } : null;
  let farthest = known === 0 ? maxLimit : known;
  for (let limit = maxLimit; limit > 1; limit--) {
    const pageNumber = Math.floor(Math.max(known - 1, 0) / limit);
    const end = (pageNumber + 1) * limit;
    if (end > farthest) {
      best = { limit, pageNumber };
      farthest = end;
    }
  }
  return best;
}

/**
 * Every row of a long list once, while rows come and go: each page overlaps the one before, and counts only when its
 * first row is known already. Then nothing lies between the two, whatever has moved, as long as the order of the rows
 * stays. Otherwise rows were removed before it and others slid out of sight: it is left, and we read again from farther
 * back. `total_count` plays no part. A page that is shorter than asked for may be all that the server gives at once, so
 * from then on no more is asked for; the end is where such a page shows the last row that we have and none behind it.
 * One reply for each exchange, with the rows that are new.
 */
export async function* readOverlappingPages<T>(
  send: Send,
  list: ListRequest<T> & { readonly limit: number },
  keyOf: (row: T) => string,
): AsyncGenerator<SikkaReply<readonly T[]>, void, undefined> {
  const seen = new Set<string>();
  let maxLimit = list.limit;
  let mostAtOnce = 0;
  let known = 0;
  let lastKey: string | null = null;
  let stepBack = FIRST_STEP_BACK;
  let fruitlessLooks = 0;

  const isNew = (row: T): boolean => !seen.has(keyOf(row)) && seen.add(keyOf(row)).size > 0;

  for (let count = 0; count < MAX_PAGES; count++) {
    const asked = pageAfter(known, maxLimit);
    if (asked === null) {
      // A list of one or two rows: whether more follows can only be looked for. If so, it is begun anew.
      const next = await readOnePage(send, { ...list, limit: 1 }, known);
      if (!next.ok) return yield next;
      yield succeed([], next.exchanges);
      if (next.value.rows.length === 0) return;
      if (++fruitlessLooks === MAX_FRUITLESS_LOOKS) break;
      known = 0;
      maxLimit = list.limit;
      lastKey = null;
      continue;
    }
    const page = await readOnePage(send, { ...list, limit: asked.limit }, asked.pageNumber);
    if (!page.ok) return yield page;
    const { rows } = page.value;
    if (rows.length > asked.limit) return yield fail(unreadableError(null), page.exchanges);

    const start = asked.limit * asked.pageNumber;
    const [first, last] = [rows[0], rows.at(-1)];
    const joins = start === 0 || (first !== undefined && seen.has(keyOf(first)));
    yield succeed(joins ? rows.filter(isNew) : [], page.exchanges);
    if (!joins) {
      known = Math.max(known - stepBack, 0);
      stepBack *= 2;
      continue;
    }
    const isShort = rows.length < asked.limit;
    if (last === undefined || (isShort && keyOf(last) === lastKey)) return;
    stepBack = FIRST_STEP_BACK;
    known = start + rows.length;
    lastKey = keyOf(last);
    mostAtOnce = Math.max(mostAtOnce, rows.length);
    if (isShort) maxLimit = Math.max(rows.length, Math.min(mostAtOnce, EASY_LIMIT));
  }
  yield fail(unreadableError(null), []);
}
