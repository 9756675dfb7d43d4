import { DAYS_AHEAD, dateOfSrNo, seedVisits } from '../seed/calendar';
import type { SeedOffice, Visit } from '../seed/types';
import { addDays, datesBetween, localDateAt } from '../time';
import type { Book, BookDeps } from './book';
import { createLedger } from './ledger';
import { doOverlap, isOff } from './overlap';

const DAYS_BACK = 14;
/** Days kept in memory; far more than the window of ten weeks. */
const MOST_CACHED_DAYS = 1_000;
/** As the book is, whenever that may be. */
const NOW = Number.POSITIVE_INFINITY;

const isThere = <Row>(row: Row | null): row is Row => row !== null;

/** The generated visits of a date, whatever happened to them since. */
function createSeededDays(office: SeedOffice): (date: string) => readonly Visit[] {
  const days = new Map<string, readonly Visit[]>();
  return (date) => {
    const known = days.get(date);
    if (known !== undefined) return known;
    const visits = office.practices.flatMap((practice) => seedVisits(office.seed, practice, date));
    if (days.size >= MOST_CACHED_DAYS) days.clear();
    days.set(date, visits);
    return visits;
  };
}

export type VisitPages = Pick<
  Book,
  'window' | 'visitsBetween' | 'findVisit' | 'writtenVisits' | 'findClash' | 'addVisit' | 'changeVisit' | 'visitChanges'
>;

/** The visits of an office: generated ones, and over them what was written since. */
export function createVisitPages({ office, store, zone, now }: BookDeps): VisitPages {
  const ledger = createLedger<Visit>(
    () => store.office(office.officeId).visits,
    () => {
      store.changed();
    },
  );
  const seededOn = createSeededDays(office);
  const today = (): string => localDateAt(now(), zone());
  const window = () => ({ firstDate: addDays(today(), -DAYS_BACK), lastDate: addDays(today(), DAYS_AHEAD) });
  const isInWindow = (date: string): boolean => date >= window().firstDate && date <= window().lastDate;

  function writtenBetween(rows: ReadonlyMap<string, Visit | null>, first: string, last: string): Map<string, Visit[]> {
    const days = new Map<string, Visit[]>();
    for (const visit of rows.values()) {
      if (visit === null || visit.date < first || visit.date > last) continue;
      const day = days.get(visit.date);
      if (day === undefined) days.set(visit.date, [visit]);
      else day.push(visit);
    }
    return days;
  }

  /** A day is filled up when it enters the window; what was booked before that keeps its place. */
  function seededLeftOn(date: string, rows: ReadonlyMap<string, Visit | null>, booked: readonly Visit[]): Visit[] {
    const early = booked.filter(({ source, madeDate }) => source !== 'seed' && addDays(madeDate, DAYS_AHEAD) < date);
    return seededOn(date).filter(
      (visit) => !rows.has(visit.appointmentSrNo) && !early.some((one) => doOverlap(one, visit)),
    );
  }

  function visitsBetween(firstDate: string, lastDate: string, atMs = NOW): Visit[] {
    const bounds = window();
    const rows = ledger.at(atMs);
    const booked = writtenBetween(rows, firstDate, lastDate);
    const seeded = datesBetween(
      firstDate > bounds.firstDate ? firstDate : bounds.firstDate,
      lastDate < bounds.lastDate ? lastDate : bounds.lastDate,
    );
    const isSeeded = new Set(seeded);
    return [...new Set([...seeded, ...booked.keys()])].sort().flatMap((date) => {
      const written = booked.get(date) ?? [];
      const all = isSeeded.has(date) ? [...seededLeftOn(date, rows, written), ...written] : written;
      return all.toSorted((one, other) => one.startMinutes - other.startMinutes);
    });
  }

  function findVisit(appointmentSrNo: string, atMs = NOW): Visit | undefined {
    const written = ledger.at(atMs).get(appointmentSrNo);
    if (written !== undefined) return written ?? undefined;
    if (!/^\d{1,12}$/.test(appointmentSrNo)) return undefined;
    const date = dateOfSrNo(appointmentSrNo);
    const isIt = (visit: Visit): boolean => visit.appointmentSrNo === appointmentSrNo;
    return isInWindow(date) ? visitsBetween(date, date, atMs).find(isIt) : undefined;
  }

  return {
    window,
    visitsBetween,
    findVisit,
    writtenVisits: () => [...ledger.at(NOW).values()].filter(isThere),
    findClash: (wanted, exceptSrNo) =>
      visitsBetween(wanted.date, wanted.date).find(
        (visit) => visit.appointmentSrNo !== exceptSrNo && !isOff(visit) && doOverlap(visit, wanted),
      ),
    addVisit(visit, atMs) {
      const id = String(store.state.nextAppointment);
      store.state.nextAppointment += 1;
      const after: Visit = {
        ...visit,
        appointmentSrNo: id,
        state: 'scheduled',
        statusWord: '',
        madeDate: localDateAt(new Date(atMs), zone()),
        cancelledDate: '',
        changedAtMs: atMs,
      };
      ledger.write({ id, atMs, before: null, after });
      return after;
    },
    changeVisit(before, edit, atMs) {
      const after: Visit = { ...before, ...edit, changedAtMs: atMs };
      ledger.write({ id: before.appointmentSrNo, atMs, before, after });
      return after;
    },
    visitChanges: (afterMs, upToMs) => ledger.between(afterMs, upToMs),
  };
}
