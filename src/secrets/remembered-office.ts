import type { PracticeCredentials } from './port';

/** A read that is under way. */
export interface Flight {
  /** Never rejects; what came of it is in the record. */
  readonly landing: Promise<void>;
  readonly sinceMs: number;
}

/** What is known of one office, and how its last reads went. */
export interface RememberedOffice {
  readonly accountId: string;
  /** Null: the account's first office, whichever that is. */
  readonly officeId: string | null;
  /** Null before the first read. */
  known: {
    readonly value: PracticeCredentials | null;
    readonly readAtMs: number;
    readonly freshUntilMs: number;
  } | null;
  flight: Flight | null;
  /** Why the last read failed; null after one that did not. */
  failure: unknown;
  failures: number;
  /** Not to be read again before this, unless someone asks for a fresh value. */
  retryAtMs: number;
  lastForcedAtMs: number;
  /** Counts our own writes: a read that began before one may not replace what it left. */
  writes: number;
}

export interface RememberedOffices {
  /** The office's record, a new one where there is none; the one that was used longest ago may go for it. */
  of(accountId: string, officeId: string | null): RememberedOffice;
  /** The record, without making one. */
  find(accountId: string, officeId: string | null): RememberedOffice | null;
}

export function createRememberedOffices(maxOffices: number): RememberedOffices {
  const offices = new Map<string, RememberedOffice>();
  const nameOf = (accountId: string, officeId: string | null): string => JSON.stringify([accountId, officeId]);
  return {
    of(accountId, officeId) {
      const name = nameOf(accountId, officeId);
      const office = offices.get(name) ?? {
        accountId,
        officeId,
        known: null,
        flight: null,
        failure: null,
        failures: 0,
        retryAtMs: 0,
        lastForcedAtMs: Number.NEGATIVE_INFINITY,
        writes: 0,
      };
      offices.delete(name); // and in again at the end: the first one is the one that was used longest ago
      const [oldest] = offices.keys();
      if (offices.size >= maxOffices && oldest !== undefined) offices.delete(oldest);
      offices.set(name, office);
      return office;
    },
    find: (accountId, officeId) => offices.get(nameOf(accountId, officeId)) ?? null,
  };
}
