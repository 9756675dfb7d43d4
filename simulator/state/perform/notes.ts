import type { Writeback } from '../store';
import type { WritesDeps } from '../writes';
import { done, refused, type Outcome } from './outcome';

export function addNote(deps: WritesDeps, write: Writeback, atMs: number): Outcome {
  const { store, book, office } = deps;
  if (book.findPatient(write.body['patient_id'] ?? '')?.practiceId !== write.practiceId) {
    return refused('Patient not found');
  }
  const visitNo = write.body['appointment_sr_no'] ?? '';
  if (visitNo !== '' && book.findVisit(visitNo) === undefined) return refused('Appointment not found');
  const noteId = String(store.state.nextNote);
  store.state.nextNote += 1;
  store.office(office.officeId).notes.push({ noteId, fields: write.body, createdAtMs: atMs });
  return done('New Medical Note inserted successfully', noteId);
}
