import type { EntityManager } from 'typeorm';
import { AppointmentTypeEntity } from './entities/appointment-type';

/** The kinds of visit that a practice lets callers book, the default one first. */
export const listAppointmentTypes = (tx: EntityManager, integrationId: string): Promise<AppointmentTypeEntity[]> =>
  tx.find(AppointmentTypeEntity, { where: { integrationId }, order: { isDefault: 'DESC', code: 'ASC' } });

export const getAppointmentType = (tx: EntityManager, accountId: string, id: string): Promise<AppointmentTypeEntity> =>
  tx.findOneByOrFail(AppointmentTypeEntity, { accountId, id });
