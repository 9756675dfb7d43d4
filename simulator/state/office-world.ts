import type { KnobBoard, Knobs } from '../knobs/board';
import { PROFILES } from '../seed/profiles/all';
import type { PmsProfile } from '../seed/profiles/profile';
import type { SeedOffice } from '../seed/types';
import { ianaZoneOf } from '../seed/windows-zones';
import { createBook, type Book } from './book';
import type { Note } from './records';
import { isSpuOnline } from './spu';
import type { Store } from './store';
import { createWrites, type Writes } from './writes';

export interface OfficeZone {
  /** As Sikka names it; it may be a name that nobody knows. */
  readonly windows: string;
  readonly iana: string;
}

/** One office with its book, its queue of writes and its settings. */
export interface OfficeWorld {
  readonly office: SeedOffice;
  readonly book: Book;
  readonly writes: Writes;
  /** The general settings, and over them the office's own. */
  settings(): Readonly<Knobs>;
  profile(): PmsProfile;
  zone(): OfficeZone;
  secretKey(): string;
  isSpuOnline(): boolean;
  /** The instant up to which Sikka's copy knows the book: behind by the knob `read.lag`. */
  shownUpToMs(): number;
  now(): Date;
  notes(): readonly Note[];
}

export function createOfficeWorld(deps: {
  office: SeedOffice;
  store: Store;
  knobs: KnobBoard;
  now: () => Date;
}): OfficeWorld {
  const { office, store, now } = deps;
  const settings = (): Readonly<Knobs> => deps.knobs.of(office.officeId);
  const profile = (): PmsProfile => {
    const id = settings()['office.profile'];
    return PROFILES[id === 'seed' ? office.profile : id];
  };
  const zone = (): OfficeZone => {
    const windows = settings()['clock.zone'];
    return windows === 'seed'
      ? { windows: office.windowsZone, iana: office.ianaZone }
      : { windows, iana: ianaZoneOf(windows) ?? office.ianaZone };
  };
  const book = createBook({ office, store, now, zone: () => zone().iana });
  return {
    office,
    book,
    writes: createWrites({ office, store, book, settings, profile, now, zone: () => zone().iana }),
    settings,
    profile,
    zone,
    secretKey: () => store.office(office.officeId).secretKey ?? office.secretKey,
    isSpuOnline: () => isSpuOnline(settings(), now().getTime()),
    shownUpToMs: () => now().getTime() - settings()['read.lag'] * 60_000,
    now,
    notes: () => store.office(office.officeId).notes,
  };
}
