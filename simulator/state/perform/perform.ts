import type { Writeback, WriteKind } from '../store';
import type { WritesDeps } from '../writes';
import { makeAppointment, moveAppointment, setStatus } from './appointments';
import { addNote } from './notes';
import type { Outcome } from './outcome';
import { editPatient, makePatient } from './patients';

const DO: Readonly<Record<WriteKind, (deps: WritesDeps, write: Writeback, atMs: number) => Outcome>> = {
  'new-appointment': makeAppointment,
  reschedule: moveAppointment,
  status: setStatus,
  'new-patient': makePatient,
  'edit-patient': editPatient,
  'medical-note': addNote,
};

/** The practice's software does the write, at the given instant, or refuses it. */
export function perform(deps: WritesDeps, write: Writeback, atMs: number): Outcome {
  if (write.doom !== '') return { ok: false, reason: write.doom };
  if (deps.settings()['write.fails']) return { ok: false, reason: 'The practice software did not take the change' };
  return DO[write.kind](deps, write, atMs);
}
