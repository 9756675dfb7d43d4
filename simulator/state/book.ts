import type { SeedOffice, SeedPatient, SeedPractice, Visit } from '../seed/types';
import type { Change } from './ledger';
import type { TimeTaken } from './overlap';
import { createPatientPages } from './patient-pages';
import type { Store } from './store';
import { createVisitPages } from './visit-pages';

export type NewVisit = Omit<
  Visit,
  'appointmentSrNo' | 'state' | 'statusWord' | 'madeDate' | 'cancelledDate' | 'changedAtMs'
>;
export type VisitEdit = Partial<Omit<Visit, 'appointmentSrNo' | 'practiceId' | 'source' | 'madeDate' | 'changedAtMs'>>;
export type NewPatient = Omit<SeedPatient, 'patientId' | 'changedAtMs'>;
export type PatientEdit = Partial<Omit<SeedPatient, 'patientId' | 'practiceId' | 'changedAtMs'>>;

/**
 * The office's own book, as the practice's own software shows it: no lag, nothing of Sikka in it. Where an instant can
 * be given, the book is shown as it stood then; without one, as it is.
 */
export interface Book {
  /** First and last date for which visits are generated, in the practice's zone. */
  window(): { readonly firstDate: string; readonly lastDate: string };
  /** Seeded and booked visits of the dates, both ends included; cancelled ones too. Order: date, then time. */
  visitsBetween(firstDate: string, lastDate: string, atMs?: number): Visit[];
  findVisit(appointmentSrNo: string, atMs?: number): Visit | undefined;
  /** Visits booked or changed since the seed, as they are now. */
  writtenVisits(): Visit[];
  /** A visit that is still on and has the provider or the operatory at that time; not the one with the given number. */
  findClash(wanted: TimeTaken, exceptSrNo?: string): Visit | undefined;
  /** `atMs`: when the practice's software did it. */
  addVisit(visit: NewVisit, atMs: number): Visit;
  changeVisit(visit: Visit, edit: VisitEdit, atMs: number): Visit;
  patients(atMs?: number): SeedPatient[];
  findPatient(patientId: string, atMs?: number): SeedPatient | undefined;
  addPatient(patient: NewPatient, atMs: number): SeedPatient;
  changePatient(patient: SeedPatient, edit: PatientEdit, atMs: number): SeedPatient;
  practice(practiceId: string): SeedPractice | undefined;
  visitChanges(afterMs: number, upToMs: number): readonly Change<Visit>[];
  patientChanges(afterMs: number, upToMs: number): readonly Change<SeedPatient>[];
}

export interface BookDeps {
  readonly office: SeedOffice;
  readonly store: Store;
  /** The practice's IANA zone. */
  readonly zone: () => string;
  readonly now: () => Date;
}

export const createBook = (deps: BookDeps): Book => ({ ...createVisitPages(deps), ...createPatientPages(deps) });
