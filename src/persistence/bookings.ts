import type { EntityManager } from 'typeorm';
import type { BookingState } from '../domain/booking/states';
import { BookingEntity } from './entities/booking';

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
