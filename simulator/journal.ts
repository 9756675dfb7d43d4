const MOST_ENTRIES = 5_000;

/** One request to the Sikka side, for tests that count what reached it. Kept in memory only. */
export interface JournalEntry {
  readonly method: string;
  /** Below /v4, without the query. */
  readonly path: string;
  /** When it came; an instant, ISO 8601 in UTC. */
  readonly at: string;
  /** The office that the request is told to be of, whether or not it was let in; null when it tells none. */
  readonly officeId: string | null;
  /** null while it runs, and when the connection was cut. */
  status: number | null;
  /** From its arrival to the end of the answer or of the connection; null while it runs. */
  durationMs: number | null;
  /** Of writes; without keys and secrets. */
  body?: unknown;
}

export interface JournalFilter {
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  readonly officeId?: string | undefined;
}

export interface Journal {
  add(entry: JournalEntry): void;
  entries(filter: JournalFilter): JournalEntry[];
  /** The last `count` entries, the youngest first. */
  latest(count: number): JournalEntry[];
  clear(): void;
}

export function createJournal(): Journal {
  let entries: JournalEntry[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > MOST_ENTRIES) entries.shift();
    },
    entries: ({ method, path, officeId }) =>
      entries.filter(
        (entry) =>
          (method === undefined || entry.method === method) &&
          (path === undefined || entry.path === path) &&
          (officeId === undefined || entry.officeId === officeId),
      ),
    latest: (count) => entries.slice(-count).reverse(),
    clear() {
      entries = [];
    },
  };
}
