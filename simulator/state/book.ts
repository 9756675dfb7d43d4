import { seedVisits } from '../seed/calendar';
import type { SeedOffice, SeedPatient, SeedPractice, Visit } from '../seed/types';
import { addDays, datesBetween, localDateAt } from '../time';
import type { Store } from './store';

const WEEKS_BACK = 2;
const WEEKS_AHEAD = 8;
/** Days kept in memory; far more than the window of ten weeks. */
const MOST_CACHED_DAYS = 1_000;

export type TimeTaken = Pick<
  Visit,
  'practiceId' | 'providerId' | 'operatory' | 'date' | 'startMinutes' | 'lengthMinutes'
>;

/** The practice's own book, as the practice's own software shows it: no lag, nothing of Sikka in it. */
export interface Book {
  /** First and last date for which visits are generated, in the practice's zone. */
  window(): { readonly firstDate: string; readonly lastDate: string };
  /** Seeded and booked visits of the dates, both ends included; cancelled ones too. Order: date, then time. */
  visitsBetween(firstDate: string, lastDate: string): Visit[];
  /** A visit that is still on and has the provider or the operatory at that time. */
  findClash(wanted: TimeTaken): Visit | undefined;
  add(visit: Omit<Visit, 'appointmentSrNo' | 'state' | 'madeDate'>): Visit;
  patients(): SeedPatient[];
  practice(practiceId: string): SeedPractice | undefined;
  addPatient(patient: Omit<SeedPatient, 'patientId'>): SeedPatient;
}

export const isOff = (visit: Visit): boolean => visit.state === 'broken' || visit.state === 'cancelled';

export const doOverlap = (one: TimeTaken, other: TimeTaken): boolean =>
  one.practiceId === other.practiceId &&
  one.date === other.date &&
  (one.providerId === other.providerId || one.operatory === other.operatory) &&
  one.startMinutes < other.startMinutes + other.lengthMinutes &&
  other.startMinutes < one.startMinutes + one.lengthMinutes;

export function createBook(deps: { seed: number; office: SeedOffice; store: Store; now: () => Date }): Book {
  const { office, store } = deps;
  const seeded = new Map<string, readonly Visit[]>();
  const today = (): string => localDateAt(deps.now(), office.ianaZone);
  const window = () => ({ firstDate: addDays(today(), -7 * WEEKS_BACK), lastDate: addDays(today(), 7 * WEEKS_AHEAD) });

  function seededOn(date: string): readonly Visit[] {
    const known = seeded.get(date);
    if (known !== undefined) return known;
    const visits = office.practices.flatMap((practice) => seedVisits(deps.seed, practice, date));
    if (seeded.size >= MOST_CACHED_DAYS) seeded.clear();
    seeded.set(date, visits);
    return visits;
  }

  /** A day is filled up when it enters the window; what was booked before that keeps its place. */
  function visitsOn(date: string, bounds: { firstDate: string; lastDate: string }): Visit[] {
    const booked = store.state.visits.filter((visit) => visit.date === date);
    if (date < bounds.firstDate || date > bounds.lastDate) return booked;
    const early = booked.filter((visit) => addDays(visit.madeDate, 7 * WEEKS_AHEAD) < date);
    return [...seededOn(date).filter((visit) => !early.some((one) => doOverlap(one, visit))), ...booked];
  }

  function visitsBetween(firstDate: string, lastDate: string): Visit[] {
    const bounds = window();
    const bookedDates = store.state.visits.map((visit) => visit.date);
    const dates = new Set([
      ...datesBetween(
        firstDate > bounds.firstDate ? firstDate : bounds.firstDate,
        lastDate < bounds.lastDate ? lastDate : bounds.lastDate,
      ),
      ...bookedDates.filter((date) => date >= firstDate && date <= lastDate),
    ]);
    return [...dates]
      .sort()
      .flatMap((date) => visitsOn(date, bounds).sort((one, other) => one.startMinutes - other.startMinutes));
  }

  return {
    window,
    visitsBetween,
    findClash: (wanted) => visitsOn(wanted.date, window()).find((visit) => !isOff(visit) && doOverlap(visit, wanted)),
    add(visit) {
      const added: Visit = {
        ...visit,
        appointmentSrNo: String(store.state.nextAppointment),
        state: 'scheduled',
        madeDate: localDateAt(new Date(visit.createdAtMs ?? deps.now().getTime()), office.ianaZone),
      };
      store.state.nextAppointment += 1;
      store.state.visits.push(added);
      store.changed();
      return added;
    },
    patients: () => [...office.practices.flatMap((practice) => practice.patients), ...store.state.patients],
    practice: (practiceId) => office.practices.find((practice) => practice.practiceId === practiceId),
    addPatient(patient) {
      const patientId = String(store.state.nextPatient);
      const added: SeedPatient = { ...patient, patientId, guarantorId: patient.guarantorId || patientId };
      store.state.nextPatient += 1;
      store.state.patients.push(added);
      store.changed();
      return added;
    },
  };
}
