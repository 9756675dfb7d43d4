import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AccountEntity } from './entities/account';
import { AppointmentTypeEntity } from './entities/appointment-type';
import { PhoneLineEntity } from './entities/phone-line';
import { PmsIntegrationEntity } from './entities/pms-integration';
import { wrapNewDataKey, type WrappingKeys } from './phi-cipher';

/** A new customer with a data key of its own. */
export async function createAccount(
  tx: EntityManager,
  keys: WrappingKeys,
  account: Pick<AccountEntity, 'name' | 'timeZone'>,
): Promise<string> {
  const id = randomUUID();
  await tx.insert(AccountEntity, { id, ...account, ...wrapNewDataKey(keys, id) });
  return id;
}

export async function createIntegration(
  tx: EntityManager,
  integration: Omit<
    PmsIntegrationEntity,
    'id' | 'account' | 'createdAt' | 'statusReason' | 'statusChangedAt' | 'frontDeskNumber'
  > &
    Partial<Pick<PmsIntegrationEntity, 'frontDeskNumber'>>,
): Promise<string> {
  const id = randomUUID();
  await tx.insert(PmsIntegrationEntity, { id, ...integration });
  return id;
}

export async function createPhoneLine(
  tx: EntityManager,
  line: Omit<PhoneLineEntity, 'id' | 'integration' | 'createdAt'>,
): Promise<void> {
  await tx.insert(PhoneLineEntity, { id: randomUUID(), ...line });
}

export async function createAppointmentTypes(
  tx: EntityManager,
  types: readonly Omit<AppointmentTypeEntity, 'id' | 'integration'>[],
): Promise<void> {
  await tx.insert(
    AppointmentTypeEntity,
    types.map((type) => ({ id: randomUUID(), ...type })),
  );
}

export const findIntegration = (
  tx: EntityManager,
  officeId: string,
  practiceId: string,
): Promise<PmsIntegrationEntity | null> => tx.findOneBy(PmsIntegrationEntity, { officeId, practiceId });
