import { createRateWindow } from './http/rate';
import { createJournal, type Journal } from './journal';
import { createKnobs, type KnobBoard } from './knobs/board';
import { seedOffice } from './seed/practice';
import type { SeedOffice } from './seed/types';
import { createBook, type Book } from './state/book';
import { createKeyRing, type KeyRing } from './state/keys';
import type { StateFile } from './state/persist';
import { createStore, type Store } from './state/store';
import { createWrites, type Writes } from './state/writes';

/** Everything that the routes work on. */
export interface World {
  readonly office: SeedOffice;
  readonly app: { readonly id: string; readonly key: string };
  readonly now: () => Date;
  readonly knobs: KnobBoard;
  readonly store: Store;
  readonly book: Book;
  readonly keys: KeyRing;
  readonly writes: Writes;
  readonly journal: Journal;
  readonly rate: ReturnType<typeof createRateWindow>;
  /** Sets everything back to the start, knobs and journal included. */
  reset(): void;
}

export interface WorldOptions {
  readonly seed: number;
  readonly app: { readonly id: string; readonly key: string };
  readonly stateFile: StateFile;
  readonly now: () => Date;
  readonly newKey: () => string;
  readonly knobs: unknown;
}

export function createWorld(options: WorldOptions): World {
  const { now } = options;
  const office = seedOffice(options.seed);
  const knobs = createKnobs(options.knobs);
  const store = createStore(options.stateFile.loaded, (state) => {
    options.stateFile.save(state);
  });
  const book = createBook({ seed: options.seed, office, store, now });
  const keys = createKeyRing({ store, knobs, now, newKey: options.newKey });
  const writes = createWrites({ store, book, knobs, now });
  const journal = createJournal();
  const rate = createRateWindow(now);
  return {
    office,
    app: options.app,
    now,
    knobs,
    store,
    book,
    keys,
    writes,
    journal,
    rate,
    reset() {
      knobs.reset();
      store.reset();
      journal.clear();
      rate.reset();
    },
  };
}
