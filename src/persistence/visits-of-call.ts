import type { EntityManager } from 'typeorm';
import { isLive } from '../domain/booking/states';
import { ChangeKind } from '../domain/changes/operation';
import { cancelRequest, visitOnFile, type VisitOnFile } from '../domain/changes/request';
import { phi, reveal, type Phi } from '../domain/phi';
import { pendingChangeOf, type CallPatient, type VerifiedPatient } from './call-codes';
import { CALL_VISIT, type CodedVisit } from './call-visits';
import { openRequest, readRequest } from './change-details';
import { BookingEntity } from './entities/booking';
import { CallVisitEntity } from './entities/call-visit';
import { PmsChangeEntity } from './entities/pms-change';
import { openOldVisit, visitOfBooking } from './old-visit';
import type { PhiCipher } from './phi-cipher';

/** A booking of ours that was made in this call. */
export interface OwnBooking {
  readonly booking: BookingEntity;
  readonly visit: Phi<VisitOnFile>;
  /** The visit that it replaces; null for a new one. */
  readonly oldVisit: Phi<VisitOnFile> | null;
}

/** A cancellation that is on its way or done. */
export interface CancelInCall {
  readonly change: PmsChangeEntity;
  readonly visit: Phi<VisitOnFile>;
}

/** What this call knows of one patient's visits. Nothing of anybody else. */
export interface VisitsOfCall {
  /** Visits on file that were read out. */
  readonly coded: readonly CodedVisit[];
  /** Oldest first. */
  readonly bookings: readonly OwnBooking[];
  readonly cancels: readonly CancelInCall[];
  /** Codes of requests that are no visits: a new patient, an entry in a chart, a cancellation. */
  readonly requestCodes: readonly string[];
}

/** Whose visits are meant: a patient's, or those of a person who is being entered. */
export interface VisitsOwner extends Pick<CallPatient, 'patientIndex'> {
  readonly patient: Phi<Pick<VerifiedPatient, 'pendingChangeId'>>;
}

interface Whose {
  readonly accountId: string;
  readonly callSessionId: string;
  readonly person: VisitsOwner;
}

/** The code of a new person stays what it was when their chart is made, and their booking then goes to that chart. */
const isTheirs =
  ({ patientIndex, patient }: VisitsOwner) =>
  (booking: BookingEntity): boolean => {
    const pendingChangeId = pendingChangeOf(patient);
    const waitsForThem = pendingChangeId !== null && booking.awaitsChangeId === pendingChangeId;
    return booking.patientIndex === patientIndex || waitsForThem;
  };

export async function loadVisitsOfCall(
  tx: EntityManager,
  cipher: PhiCipher,
  { accountId, callSessionId, person }: Whose,
): Promise<VisitsOfCall> {
  const { patientIndex } = person;
  const key = { accountId, callSessionId };
  const rows = await tx.findBy(CallVisitEntity, { ...key, patientIndex });
  const bookings = await tx.find(BookingEntity, { where: key, order: { createdAt: 'ASC' } });
  const changes = await tx.findBy(PmsChangeEntity, { ...key, patientIndex });
  return {
    coded: await Promise.all(rows.map((row) => openCoded(cipher, row))),
    bookings: await Promise.all(
      bookings.filter(isTheirs(person)).map(async (booking) => ({
        booking,
        visit: await visitOfBooking(cipher, booking),
        oldVisit: await openOldVisit(cipher, booking),
      })),
    ),
    cancels: await Promise.all(
      changes
        .filter(({ kind, state }) => kind === ChangeKind.cancelAppointment && isLive(state))
        .map(async (change) => {
          const request = readRequest(cancelRequest, await openRequest(cipher, change));
          return { change, visit: phi(reveal(request).visit) };
        }),
    ),
    requestCodes: changes.map(({ code }) => code),
  };
}

async function openCoded(cipher: PhiCipher, row: CallVisitEntity): Promise<CodedVisit> {
  const { id, code, patientIndex, accountId } = row;
  const visit = await cipher.open<unknown>(accountId, CALL_VISIT, row.visit);
  return { id, code, patientIndex, visit: phi(visitOnFile.parse(reveal(visit))) };
}

/** Bookings of earlier calls of this patient that are on their way and of which the PMS shows nothing yet. */
export const listEarlierRequests = (
  tx: EntityManager,
  { accountId, integrationId, callSessionId, patientIndex }: EarlierOf,
  now: Date,
): Promise<BookingEntity[]> =>
  tx
    .createQueryBuilder(BookingEntity, 'b')
    .where('b.accountId = :accountId AND b.integrationId = :integrationId', { accountId, integrationId })
    .andWhere('b.patientIndex = :patientIndex AND b.callSessionId <> :callSessionId', { patientIndex, callSessionId })
    .andWhere(`b.state IN ('held', 'sent') AND b.startsAt > :now`, { now })
    .andWhere('(b.holdExpiresAt IS NULL OR b.holdExpiresAt > :now)', { now })
    .getMany();

interface EarlierOf {
  readonly accountId: string;
  readonly integrationId: string;
  readonly callSessionId: string;
  readonly patientIndex: string;
}
