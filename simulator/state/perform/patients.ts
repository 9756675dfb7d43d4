import { localDateAt } from '../../time';
import type { NewPatient, PatientEdit } from '../book';
import type { Writeback } from '../store';
import type { WritesDeps } from '../writes';
import { done, refused, type Outcome } from './outcome';

type Fields = Readonly<Record<string, string>>;

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
/** `6025550142`, `602-555-0142` and `602-555-0142-12` (with an extension) are all stored dashed. */
const dashed = (phone: string): string =>
  phone
    .replace(/\D/g, '')
    .replace(/^(\d{3})(\d{3})(\d{4})(\d*)$/, (_all, area, exchange, line, extension) =>
      [area, exchange, line, extension].filter((part) => part !== '').join('-'),
    );

/** The chart that a request for a new patient describes. */
export function patientFrom(deps: WritesDeps, body: Fields, atMs: number): NewPatient {
  const text = (name: string): string => body[name] ?? '';
  const { book } = deps;
  return {
    practiceId: text('practice_id'),
    guarantorId: book.findPatient(text('guarantor_id')) === undefined ? '' : text('guarantor_id'),
    firstName: text('firstname'),
    middleName: text('middlename'),
    lastName: text('lastname'),
    preferredName: text('preferred_name'),
    birthDate: text('birthdate').slice(0, 10),
    gender: capitalised(text('gender') || 'unknown'),
    status: 'Active',
    address: text('address_line1'),
    cell: dashed(text('cell') || text('phone')),
    homePhone: dashed(text('homephone')),
    workPhone: dashed(text('workphone')),
    email: text('email'),
    providerId: text('provider_id'),
    firstVisit: '',
    lastVisit: '',
    createdDate: localDateAt(new Date(atMs), deps.zone()),
  };
}

export function makePatient(deps: WritesDeps, { body }: Writeback, atMs: number): Outcome {
  const practice = deps.book.practice(body['practice_id'] ?? '');
  if (practice === undefined) return refused('Practice not found');
  const guarantorId = body['guarantor_id'] ?? '';
  if (guarantorId !== '' && deps.book.findPatient(guarantorId) === undefined) return refused('Guarantor not found');
  const providerId = body['provider_id'] ?? '';
  if (providerId !== '' && !practice.providers.some((one) => one.providerId === providerId && one.isActive)) {
    return refused(`Provider is not active for ${body['firstname'] ?? ''} ${body['lastname'] ?? ''}`);
  }
  const patient = deps.book.addPatient(patientFrom(deps, body, atMs), atMs);
  return done('New Patient inserted successfully', patient.patientId);
}

/** Request field to chart field, as far as the simulator's charts have them. */
const EDITED = {
  firstname: 'firstName',
  lastname: 'lastName',
  preferred_name: 'preferredName',
  birthdate: 'birthDate',
  gender: 'gender',
  provider_id: 'providerId',
} as const satisfies Readonly<Record<string, keyof PatientEdit>>;

export function editPatient(deps: WritesDeps, write: Writeback, atMs: number): Outcome {
  const patient = deps.book.findPatient(write.targetId);
  if (patient?.practiceId !== write.practiceId) return refused('Patient not found');
  const edit: PatientEdit = Object.fromEntries(
    Object.entries(EDITED).flatMap(([field, column]) => {
      const value = write.body[field];
      return value === undefined ? [] : [[column, value]];
    }),
  );
  deps.book.changePatient(patient, edit, atMs);
  return done('Patient updated successfully');
}
