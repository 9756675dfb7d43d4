/** One writing of a row: what it was (null: not there yet), and what it became. */
export interface Change<Row> {
  readonly id: string;
  readonly atMs: number;
  readonly before: Row | null;
  readonly after: Row;
}

/** The rows that were written since the seed, now or at an earlier instant. */
export interface Ledger<Row> {
  /** Rows as they stood at the instant; null: not there yet. A row that is not in the map was never written. */
  at(atMs: number): ReadonlyMap<string, Row | null>;
  write(change: Change<Row>): void;
  /** Changes after the first instant, up to and with the second, oldest first. */
  between(afterMs: number, upToMs: number): readonly Change<Row>[];
}

interface Cached<Row> {
  readonly log: readonly Change<Row>[];
  readonly length: number;
  readonly rows: Map<string, Row | null>;
}

/** @param log the changes as they are stored, oldest first; read anew each time, for a reset puts another one there */
export function createLedger<Row>(log: () => Change<Row>[], changed: () => void): Ledger<Row> {
  let latest: Cached<Row> | null = null;

  const replay = (changes: readonly Change<Row>[], atMs: number): Map<string, Row | null> => {
    const rows = new Map<string, Row | null>();
    for (const { id, atMs: changedAtMs, before, after } of changes) {
      if (changedAtMs <= atMs) rows.set(id, after);
      else if (!rows.has(id)) rows.set(id, before);
    }
    return rows;
  };

  return {
    at(atMs) {
      const changes = log();
      if (changes.some((change) => change.atMs > atMs)) return replay(changes, atMs);
      if (latest?.log !== changes || latest.length !== changes.length) {
        latest = { log: changes, length: changes.length, rows: replay(changes, atMs) };
      }
      return latest.rows;
    },
    write(change) {
      log().push(change);
      changed();
    },
    between: (afterMs, upToMs) => log().filter((change) => change.atMs > afterMs && change.atMs <= upToMs),
  };
}
