import type { OfficeWorld } from '../state/office-world';
import type { Change } from '../state/ledger';
import type { Occurrence, WebhookEvent } from './events';

type Row = { readonly practiceId: string };

/** Changes that Sikka's copy knows by now and that nobody was told of. */
interface Watch {
  newOnes(upToMs: number): readonly Change<Row>[];
}

/** Changes are told by their place in the log: one may be written later than its own instant. */
function createWatch(log: () => readonly Change<Row>[]): Watch {
  let seen = log().length;
  let unshown: Change<Row>[] = [];
  return {
    newOnes(upToMs) {
      const all = log();
      // A shorter log than before is another one: the simulator was reset.
      unshown = all.length < seen ? [...all] : [...unshown, ...all.slice(seen)];
      seen = all.length;
      const shown = unshown.filter((change) => change.atMs <= upToMs);
      unshown = unshown.filter((change) => change.atMs > upToMs);
      return shown;
    },
  };
}

const EVER = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

const occurrencesOf = (event: WebhookEvent, officeId: string, changes: readonly Change<Row>[]): Occurrence[] =>
  [...new Set(changes.map((change) => change.after.practiceId))].map((practiceId) => ({ event, officeId, practiceId }));

/**
 * Looks at the offices' books, once for each call: an occurrence for every practice whose visits or patients changed,
 * once Sikka's copy shows it (`read.lag`). While its utility is away an office tells nothing.
 */
export function createBookWatch(offices: readonly OfficeWorld[]): () => Occurrence[] {
  const watched = offices.map((office) => ({
    office,
    visits: createWatch(() => office.book.visitChanges(EVER.from, EVER.to)),
    patients: createWatch(() => office.book.patientChanges(EVER.from, EVER.to)),
  }));
  return () =>
    watched.flatMap(({ office, visits, patients }) => {
      if (!office.isSpuOnline()) return [];
      const upToMs = office.shownUpToMs();
      const { officeId } = office.office;
      return [
        ...occurrencesOf('appointments', officeId, visits.newOnes(upToMs)),
        ...occurrencesOf('patient', officeId, patients.newOnes(upToMs)),
      ];
    });
}
