import { statusOf } from '../../seed/profiles/status-words';
import type { SeedPatient } from '../../seed/types';
import { localDateAt } from '../../time';
import { isOff, type TimeTaken } from '../overlap';
import { isInFreeSlots } from '../slots';
import type { Writeback } from '../store';
import { timeTakenAfter, timeTakenBy } from '../time-taken';
import type { WritesDeps } from '../writes';
import { done, nameOf, refused, type Outcome } from './outcome';
import { patientFrom } from './patients';

/** Why the time cannot be had; null when it can. */
function refusalOfTime(deps: WritesDeps, wanted: TimeTaken, who: string, exceptSrNo?: string): string | null {
  const practice = deps.book.practice(wanted.practiceId);
  const provider = practice?.providers.find((one) => one.providerId === wanted.providerId && one.isActive);
  if (provider === undefined) return `Provider is not active for ${who}`;
  if (!practice?.operatories.some((one) => one.operatory === wanted.operatory)) return `Operatory unknown for ${who}`;
  if (deps.profile().checksSlots && !isInFreeSlots(deps, wanted, exceptSrNo)) return `Time is not available for ${who}`;
  const isClashRefused = deps.settings()['write.slotTaken'] === 'fails-later';
  if (isClashRefused && deps.book.findClash(wanted, exceptSrNo) !== undefined)
    return `Time is not available for ${who}`;
  return null;
}

/** The patient of a booking; some software makes a new one out of the booking's own fields. */
function patientOf(deps: WritesDeps, { body, practiceId }: Writeback, atMs: number): SeedPatient | undefined {
  const patientId = body['patient_id'] ?? '';
  if (patientId === '' && deps.profile().booksNewPatients) {
    return deps.book.addPatient(patientFrom(deps, body, atMs), atMs);
  }
  const patient = deps.book.findPatient(patientId);
  return patient?.practiceId === practiceId ? patient : undefined;
}

/** Types come as codes of the practice's software, or as its words. */
function typeOf(deps: WritesDeps, type: string): string {
  const detail = deps.profile().details.find((one) => one.category === 'appttype' && one.item === type);
  return detail?.description ?? (type === '' ? 'General' : type);
}

export function makeAppointment(deps: WritesDeps, write: Writeback, atMs: number): Outcome {
  const { body } = write;
  const patient = patientOf(deps, write, atMs);
  if (patient === undefined) return refused(`Patient ${body['patient_id'] ?? ''} not found`);
  const who = nameOf(patient);
  const wanted = timeTakenBy(body);
  const refusal = refusalOfTime(deps, wanted, who);
  if (refusal !== null) return refused(refusal);
  const visit = deps.book.addVisit(
    {
      ...wanted,
      patientId: patient.patientId,
      type: typeOf(deps, body['type'] ?? ''),
      description: body['description'] ?? '',
      note: body['note'] ?? '',
      source: 'writeback',
    },
    atMs,
  );
  return done('New Appointment inserted successfully', visit.appointmentSrNo);
}

/** What a status word does to a visit; undefined when the practice has no such word. */
function statusEdit(deps: WritesDeps, word: string, atMs: number) {
  const status = statusOf(deps.profile(), word, deps.settings()['status.wordCase']);
  if (status === undefined) return undefined;
  const cancelledDate = isOff({ state: status.state }) ? localDateAt(new Date(atMs), deps.zone()) : '';
  return { state: status.state, statusWord: status.word, cancelledDate };
}

export function setStatus(deps: WritesDeps, write: Writeback, atMs: number): Outcome {
  const visit = deps.book.findVisit(write.targetId);
  if (visit?.practiceId !== write.practiceId) return refused('Appointment not found');
  const edit = statusEdit(deps, write.body['value'] ?? '', atMs);
  if (edit === undefined) return refused('Status is not known');
  deps.book.changeVisit(visit, edit, atMs);
  return done('Appointment status updated successfully');
}

export function moveAppointment(deps: WritesDeps, write: Writeback, atMs: number): Outcome {
  const { body } = write;
  const visit = deps.book.findVisit(write.targetId);
  if (visit?.practiceId !== write.practiceId) return refused('Appointment not found');
  const wanted = timeTakenAfter(visit, body);
  const refusal = refusalOfTime(deps, wanted, nameOf(deps.book.findPatient(visit.patientId)), visit.appointmentSrNo);
  if (refusal !== null) return refused(refusal);
  const status = (body['status'] ?? '') === '' ? {} : statusEdit(deps, body['status'] ?? '', atMs);
  if (status === undefined) return refused('Status is not known');
  const texts = {
    ...(body['description'] === undefined ? {} : { description: body['description'] }),
    ...(body['type'] === undefined ? {} : { type: body['type'] }),
  };
  deps.book.changeVisit(visit, { ...wanted, ...texts, ...status }, atMs);
  return done('Appointment updated successfully');
}
