import { findReferenceCode } from '../../src/domain/booking/reference-code';
import type { TestSimulator } from './simulator';

type Item = Readonly<Record<string, unknown>>;

/** What the simulator knows of the bookings, by reference code: the one side that cannot be mistaken. */
export interface SikkaRecords {
  /** The statuses of the requests, in order; null where the connection was cut. */
  postsOf(code: string): readonly (number | null)[];
  /** The states of the write-backs that were queued. */
  writesOf(code: string): readonly unknown[];
  /** How many visits the practice's own book holds. */
  visitCountOf(code: string): number;
}

/** The simulator's journal holds no more than this. */
const JOURNAL_ENTRIES = 5_000;
const BOOKINGS = '/requests?method=POST&path=/appointment';

const codeIn = (value: unknown): string => findReferenceCode(JSON.stringify(value)) ?? 'none';

async function look(simulator: TestSimulator, path: string): Promise<readonly Item[]> {
  const response = await fetch(new URL(`/__sim${path}`, simulator.baseUrl));
  if (!response.ok) throw new Error(`the simulator's ${path} answered ${String(response.status)}`);
  return ((await response.json()) as { items: Item[] }).items;
}

function byCode<T>(items: readonly Item[], codeField: string, read: (item: Item) => T): (code: string) => readonly T[] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const code = codeIn(item[codeField]);
    found.set(code, [...(found.get(code) ?? []), read(item)]);
  }
  return (code) => found.get(code) ?? [];
}

/** The reference codes of the booking requests that have come so far, answered or not. */
export const readPostedCodes = async (simulator: TestSimulator): Promise<ReadonlySet<string>> =>
  new Set((await look(simulator, BOOKINGS)).map(({ body }) => codeIn(body)));

/** @param officeIds the offices whose books are read */
export async function readSikkaRecords(simulator: TestSimulator, officeIds: readonly string[]): Promise<SikkaRecords> {
  if ((await look(simulator, '/requests')).length >= JOURNAL_ENTRIES) throw new Error('the journal is full');
  const books = await Promise.all(officeIds.map((officeId) => look(simulator, `/appointments?officeId=${officeId}`)));
  const visitsOf = byCode(books.flat(), 'description', ({ date }) => date);
  return {
    postsOf: byCode(await look(simulator, BOOKINGS), 'body', ({ status }) => status as number | null),
    writesOf: byCode(await look(simulator, '/writebacks'), 'body', ({ state }) => state),
    visitCountOf: (code) => visitsOf(code).length,
  };
}
