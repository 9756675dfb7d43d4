import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { canMove, type BookingState } from '../domain/booking/states';
import { phi, reveal, type Phi } from '../domain/phi';
import type { PmsNewAppointment } from '../domain/pms';
import { nextCodes, type VerifiedPatient } from './call-codes';
import { BookingEntity } from './entities/booking';
import type { AppointmentTypeEntity } from './entities/appointment-type';
import { BookingTransitionEntity } from './entities/booking-transition';
import type { OfferEntity } from './entities/offer';
import { WriteIntentEntity } from './entities/write-intent';
import type { PhiCipher } from './phi-cipher';

export const BOOKING_PATIENT = 'bookings.patient';
export interface BookedPatient {
  readonly patientId: string;
}

/** Who a booking is for, as its row keeps it. */
export const toBookedPatient = (cipher: PhiCipher, accountId: string, patient: Phi<VerifiedPatient>): Promise<Buffer> =>
  cipher.seal(accountId, BOOKING_PATIENT, phi<BookedPatient>({ patientId: reveal(patient).patientId }));

/** The patient's id at the PMS, for a question about them. */
export const toPatientId = (patient: Phi<BookedPatient>): Phi<string> => phi(reveal(patient).patientId);

/** The visit as the PMS is asked for it. The description is the type's name and the opaque reference code. */
export function toNewAppointment(
  booking: BookingEntity,
  patient: Phi<BookedPatient>,
  type: AppointmentTypeEntity,
): Phi<PmsNewAppointment> {
  return phi({
    patientId: reveal(patient).patientId,
    date: booking.localDate,
    time: booking.localTime,
    lengthMinutes: Math.round((booking.endsAt.getTime() - booking.startsAt.getTime()) / 60_000),
    providerId: booking.providerId,
    operatory: booking.operatory,
    description: `${type.name} ${booking.referenceCode}`,
    ...(type.pmsType === null ? {} : { type: type.pmsType }),
  });
}

/** Constraints that say "somebody else has that time", and the one that says "this very booking is there already". */
export const SLOT_CONSTRAINTS = ['ex_bookings_operatory', 'ex_bookings_provider'] as const;
export const OPERATION_CONSTRAINT = 'uq_bookings_active_operation';

export interface NewHold {
  readonly accountId: string;
  readonly integrationId: string;
  readonly callSessionId: string;
  readonly operationKey: string;
  readonly workflowId: string;
  readonly offer: OfferEntity;
  readonly patientIndex: string;
  readonly sealedPatient: Buffer;
  readonly referenceCode: string;
  readonly route: BookingEntity['route'];
  readonly expiresAt: Date;
}

const ACTIVE: BookingState[] = ['held', 'sent', 'confirmed'];

export const findActiveBooking = (
  tx: EntityManager,
  accountId: string,
  operationKey: string,
): Promise<BookingEntity | null> =>
  tx
    .createQueryBuilder(BookingEntity, 'b')
    .where('b.accountId = :accountId AND b.operationKey = :operationKey AND b.state IN (:...active)', {
      accountId,
      operationKey,
      active: ACTIVE,
    })
    .getOne();

export const getBooking = (tx: EntityManager, accountId: string, id: string): Promise<BookingEntity> =>
  tx.findOneByOrFail(BookingEntity, { accountId, id });

/** Times that we hold or have sent, in a range: what the PMS does not show yet. */
export const listActiveBookings = (
  tx: EntityManager,
  integrationId: string,
  from: Date,
  to: Date,
): Promise<BookingEntity[]> =>
  tx
    .createQueryBuilder(BookingEntity, 'b')
    .where('b.integrationId = :integrationId AND b.state IN (:...active)', { integrationId, active: ACTIVE })
    .andWhere('b.startsAt < :to AND b.endsAt > :from', { from, to })
    .andWhere('(b.holdExpiresAt IS NULL OR b.holdExpiresAt > now())')
    .getMany();

/**
 * Holds a slot and writes down the intent to send it. Throws a PersistenceError on `SLOT_CONSTRAINTS` when the time is
 * taken by another booking of ours, and on `OPERATION_CONSTRAINT` when this operation holds one already.
 */
export async function insertHold(tx: EntityManager, hold: NewHold): Promise<BookingEntity> {
  const { offer } = hold;
  await releaseLapsedHolds(tx, hold.integrationId);
  const [number] = await nextCodes(tx, hold.callSessionId, 'appointments_issued', 1);
  const booking = tx.create(BookingEntity, {
    id: randomUUID(),
    accountId: hold.accountId,
    integrationId: hold.integrationId,
    callSessionId: hold.callSessionId,
    offerId: offer.id,
    appointmentTypeId: offer.appointmentTypeId,
    operationKey: hold.operationKey,
    workflowId: hold.workflowId,
    code: `A${String(number)}`,
    state: 'held',
    route: hold.route,
    patientIndex: hold.patientIndex,
    patient: hold.sealedPatient,
    providerId: offer.providerId,
    operatory: offer.operatory,
    startsAt: offer.startsAt,
    endsAt: offer.endsAt,
    localDate: offer.localDate,
    localTime: offer.localTime,
    referenceCode: hold.referenceCode,
    holdExpiresAt: hold.expiresAt,
  });
  await tx.insert(BookingEntity, booking);
  await tx.insert(WriteIntentEntity, {
    id: randomUUID(),
    accountId: hold.accountId,
    bookingId: booking.id,
    kind: 'book-appointment',
    state: 'ready',
  });
  await recordTransition(tx, booking, null, 'held', null);
  return booking;
}

const recordTransition = async (
  tx: EntityManager,
  booking: Pick<BookingEntity, 'id' | 'accountId'>,
  fromState: BookingState | null,
  toState: BookingState,
  reasonCode: string | null,
): Promise<void> => {
  await tx.insert(BookingTransitionEntity, {
    accountId: booking.accountId,
    bookingId: booking.id,
    fromState,
    toState,
    reasonCode,
  });
};

/** Lets go of holds whose time is over. A hold whose request may have left has no expiry and stays. */
async function releaseLapsedHolds(tx: EntityManager, integrationId: string): Promise<void> {
  await tx.query(
    `WITH lapsed AS (
       UPDATE bookings SET state = 'released', reason_code = 'hold-expired', updated_at = now()
        WHERE integration_id = $1 AND state = 'held' AND hold_expires_at < now() RETURNING id, account_id
     )
     INSERT INTO booking_transitions (account_id, booking_id, from_state, to_state, reason_code)
       SELECT account_id, id, 'held', 'released', 'hold-expired' FROM lapsed`,
    [integrationId],
  );
}

export interface BookingChange {
  readonly to: BookingState;
  readonly reasonCode?: string;
  readonly writebackId?: string;
  readonly appointmentSrNo?: string | null;
}

/**
 * Moves a booking on, with its line of history. Answers false, and changes nothing, when it is already there or the
 * move is not a legal one: a late or repeated step can do no harm.
 */
export async function moveBooking(
  tx: EntityManager,
  accountId: string,
  bookingId: string,
  change: BookingChange,
): Promise<boolean> {
  const booking = await tx.findOneOrFail(BookingEntity, {
    where: { accountId, id: bookingId },
    lock: { mode: 'pessimistic_write' },
  });
  if (booking.state === change.to || !canMove(booking.state, change.to)) return false;
  await tx.update(
    BookingEntity,
    { id: bookingId },
    {
      state: change.to,
      reasonCode: change.reasonCode ?? null,
      holdExpiresAt: null,
      updatedAt: () => 'now()',
      ...(change.writebackId === undefined ? {} : { writebackId: change.writebackId }),
      ...(change.appointmentSrNo === undefined ? {} : { appointmentSrNo: change.appointmentSrNo }),
    },
  );
  await recordTransition(tx, booking, booking.state, change.to, change.reasonCode ?? null);
  return true;
}

/** The booking's history, oldest first. */
export const listTransitions = (
  tx: EntityManager,
  accountId: string,
  bookingId: string,
): Promise<BookingTransitionEntity[]> =>
  tx.find(BookingTransitionEntity, { where: { accountId, bookingId }, order: { id: 'ASC' } });
