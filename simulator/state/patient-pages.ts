import type { SeedPatient } from '../seed/types';
import type { Book, BookDeps } from './book';
import { createLedger } from './ledger';

/** As the charts are, whenever that may be. */
const NOW = Number.POSITIVE_INFINITY;

export type PatientPages = Pick<
  Book,
  'patients' | 'findPatient' | 'addPatient' | 'changePatient' | 'practice' | 'patientChanges'
>;

/** The charts of an office: those of the seed, and over them what was written since. */
export function createPatientPages({ office, store }: BookDeps): PatientPages {
  const ledger = createLedger<SeedPatient>(
    () => store.office(office.officeId).patients,
    () => {
      store.changed();
    },
  );
  const seeded = [...office.practices.flatMap((practice) => practice.patients), ...office.extraPatients];
  const seededById = new Map(seeded.map((patient) => [patient.patientId, patient]));

  return {
    patients(atMs = NOW) {
      const rows = ledger.at(atMs);
      if (rows.size === 0) return seeded;
      const added = [...rows].flatMap(([id, patient]) => (patient !== null && !seededById.has(id) ? [patient] : []));
      return [...seeded.map((patient) => rows.get(patient.patientId) ?? patient), ...added];
    },
    findPatient(patientId, atMs = NOW) {
      const written = ledger.at(atMs).get(patientId);
      return written === undefined ? seededById.get(patientId) : (written ?? undefined);
    },
    addPatient(patient, atMs) {
      const id = String(store.state.nextPatient);
      store.state.nextPatient += 1;
      const after: SeedPatient = {
        ...patient,
        patientId: id,
        guarantorId: patient.guarantorId || id,
        changedAtMs: atMs,
      };
      ledger.write({ id, atMs, before: null, after });
      return after;
    },
    changePatient(before, edit, atMs) {
      const after: SeedPatient = { ...before, ...edit, changedAtMs: atMs };
      ledger.write({ id: before.patientId, atMs, before, after });
      return after;
    },
    practice: (practiceId) => office.practices.find((practice) => practice.practiceId === practiceId),
    patientChanges: (afterMs, upToMs) => ledger.between(afterMs, upToMs),
  };
}
