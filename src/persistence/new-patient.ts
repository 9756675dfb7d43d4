import type { EntityManager } from 'typeorm';
import type { BlindIndex } from '../crypto/blind-index';
import { phi, reveal } from '../domain/phi';
import { BOOKING_PATIENT, type BookedPatient } from './booking-patient';
import { patientIndexOf } from './call-codes';
import { BookingEntity } from './entities/booking';
import type { PmsChangeEntity } from './entities/pms-change';
import type { PhiCipher } from './phi-cipher';
import { CHANGE_CREATED } from './pms-changes';

/**
 * Puts the patient whom a change has made into the booking that waits for them. False: the chart is not confirmed, or the
 * PMS has told no id for it yet.
 */
export async function attachNewPatient(
  tx: EntityManager,
  { cipher, index }: { readonly cipher: PhiCipher; readonly index: BlindIndex },
  { accountId, integrationId, id }: BookingEntity,
  { created, state }: PmsChangeEntity,
): Promise<boolean> {
  if (created === null || state !== 'confirmed') return false;
  const patientId = reveal(await cipher.open<string>(accountId, CHANGE_CREATED, created));
  if (patientId === '') return false;
  const patient = await cipher.seal(accountId, BOOKING_PATIENT, phi<BookedPatient>({ patientId }));
  const patientIndex = patientIndexOf(index, { accountId, integrationId }, patientId);
  await tx.update(BookingEntity, { accountId, id }, { patient, patientIndex });
  return true;
}
