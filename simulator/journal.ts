const MOST_ENTRIES = 5_000;

/** One request to the Sikka side, for tests that count what reached it. Kept in memory only. */
export interface JournalEntry {
  readonly method: string;
  /** Below /v4, without the query. */
  readonly path: string;
  /** When it came; an instant, ISO 8601 in UTC. */
  readonly at: string;
  /** null while it runs, and when the connection was cut. */
  status: number | null;
  /** Of POST /appointment only. */
  body?: unknown;
}

export interface Journal {
  add(entry: JournalEntry): void;
  entries(filter: { method?: string | undefined; path?: string | undefined }): JournalEntry[];
  clear(): void;
}

export function createJournal(): Journal {
  let entries: JournalEntry[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > MOST_ENTRIES) entries.shift();
    },
    entries: ({ method, path }) =>
      entries.filter(
        (entry) => (method === undefined || entry.method === method) && (path === undefined || entry.path === path),
      ),
    clear() {
      entries = [];
    },
  };
}
