import type { EntityManager } from 'typeorm';
import { ChangeKind } from '../domain/changes/operation';
import { cancelRequest } from '../domain/changes/request';
import { phi, reveal, type Phi } from '../domain/phi';
import type { CallFacts, PersonInCall, RequestInCall } from '../domain/transfer/summary';
import { BOOKING_PATIENT, type BookedPatient } from './booking-patient';
import { PATIENT_COLUMN, type VerifiedPatient } from './call-codes';
import { openRequest, readRequest } from './change-details';
import { BookingEntity } from './entities/booking';
import { CallPatientEntity } from './entities/call-patient';
import { CallSessionEntity } from './entities/call-session';
import { PmsChangeEntity } from './entities/pms-change';
import type { PhiCipher } from './phi-cipher';

interface InCall {
  readonly accountId: string;
  readonly callSessionId: string;
}

/** A call is a few minutes long: more than this of anything comes from a model that loops. */
const MAX_EACH = 10;

/** Who was verified in a call and what was asked for in it, as our own rows have it. */
export async function loadFactsOfCall(
  tx: EntityManager,
  cipher: PhiCipher,
  { accountId, callSessionId }: InCall,
  callerNumber: Phi<string> | null,
): Promise<Phi<CallFacts>> {
  const key = { accountId, callSessionId };
  const oldestFirst = { where: key, order: { createdAt: 'ASC' }, take: MAX_EACH } as const;
  const { isLocked } = await tx.findOneByOrFail(CallSessionEntity, { accountId, id: callSessionId });
  const people = await tx.find(CallPatientEntity, oldestFirst);
  const bookings = await tx.find(BookingEntity, { ...oldestFirst, relations: { appointmentType: true } });
  const changes = await tx.find(PmsChangeEntity, oldestFirst);
  return phi({
    callerNumber: callerNumber === null ? null : reveal(callerNumber),
    isLocked,
    people: (await Promise.all(people.map((row) => toPerson(cipher, row)))).flat(),
    requests: [
      ...(await Promise.all(bookings.map((row) => fromBooking(cipher, row)))),
      ...(await Promise.all(changes.map((row) => fromChange(cipher, row)))),
    ],
  });
}

async function toPerson(cipher: PhiCipher, row: CallPatientEntity): Promise<PersonInCall[]> {
  const { accountId, assuranceLevel: level, patient } = row;
  if (level === 'L1') return [];
  const { firstName, patientId } = reveal(await cipher.open<VerifiedPatient>(accountId, PATIENT_COLUMN, patient));
  return [{ firstName, patientId: orNull(patientId), level }];
}

const orNull = (id: string | null): string | null => (id === '' ? null : id);

const stateOf = ({ route, state }: Pick<BookingEntity, 'route' | 'state'>): RequestInCall['state'] =>
  route === 'staff' && state === 'held' ? 'with-staff' : state;

async function fromBooking(cipher: PhiCipher, booking: BookingEntity): Promise<RequestInCall> {
  const { patientId } = reveal(await cipher.open<BookedPatient>(booking.accountId, BOOKING_PATIENT, booking.patient));
  return {
    tool: booking.tool,
    state: stateOf(booking),
    patientId: orNull(patientId),
    visitType: booking.appointmentType?.name ?? null,
    date: booking.localDate,
    time: booking.localTime,
  };
}

/** Which visit is cancelled is told; what is to be entered in a chart stays where it is kept. */
async function fromChange(cipher: PhiCipher, change: PmsChangeEntity): Promise<RequestInCall> {
  const about = { tool: change.kind, state: stateOf(change), visitType: null };
  if (change.kind !== ChangeKind.cancelAppointment) return { ...about, patientId: null, date: null, time: null };
  const { visit } = reveal(readRequest(cancelRequest, await openRequest(cipher, change)));
  return { ...about, patientId: visit.patientId, date: visit.date, time: visit.time };
}
