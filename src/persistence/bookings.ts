import { Not, type EntityManager } from 'typeorm';
import type { BookingState } from '../domain/booking/states';
import type { Language } from '../domain/language';
import type { AppointmentTypeEntity } from './entities/appointment-type';
import { BookingEntity } from './entities/booking';
import { toPractice, type Practice } from './practices';

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

/** A booking with its kind of visit, in one statement. */
export async function getBookingWithType(
  tx: EntityManager,
  accountId: string,
  id: string,
): Promise<{ readonly booking: BookingEntity; readonly appointmentType: AppointmentTypeEntity }> {
  const booking = await tx
    .createQueryBuilder(BookingEntity, 'b')
    .innerJoinAndSelect('b.appointmentType', 'type')
    .where('b.accountId = :accountId AND b.id = :id', { accountId, id })
    .getOneOrFail();
  return { booking, appointmentType: joined(booking.appointmentType) };
}

/** Everything about a booking that a step needs, in one statement. */
export async function getBookingWithPractice(
  tx: EntityManager,
  accountId: string,
  id: string,
): Promise<BookingDetails> {
  const booking = await tx
    .createQueryBuilder(BookingEntity, 'b')
    .innerJoinAndSelect('b.appointmentType', 'type')
    .innerJoinAndSelect('b.integration', 'integration')
    .innerJoinAndSelect('b.callSession', 'session')
    .where('b.accountId = :accountId AND b.id = :id', { accountId, id })
    .getOneOrFail();
  const session = joined(booking.callSession);
  return {
    booking,
    appointmentType: joined(booking.appointmentType),
    practice: toPractice(joined(booking.integration)),
    vapiCallId: session.vapiCallId,
    language: session.answeredIn,
  };
}

export interface BookingDetails {
  readonly booking: BookingEntity;
  readonly appointmentType: AppointmentTypeEntity;
  readonly practice: Practice;
  readonly vapiCallId: string;
  /** What the call was last answered in. */
  readonly language: Language;
}

/** An inner join has it; the entity's type cannot know. */
function joined<T>(relation: T | undefined): T {
  if (relation === undefined) throw new Error('a joined row is missing');
  return relation;
}

/** Our other bookings that stand for this visit of the PMS: an earlier call's, where this one has moved it. */
export async function listOthersOfVisit(
  tx: EntityManager,
  { accountId, integrationId, id }: Pick<BookingEntity, 'accountId' | 'integrationId' | 'id'>,
  appointmentSrNo: string,
): Promise<string[]> {
  const others = await tx.find(BookingEntity, {
    where: { accountId, integrationId, appointmentSrNo, state: 'confirmed', id: Not(id) },
    select: { id: true },
  });
  return others.map((other) => other.id);
}

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
