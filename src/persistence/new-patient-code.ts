import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { GivenName } from '../domain/names/normalise-name';
import { phi, reveal, type Phi } from '../domain/phi';
import { nextCodes, PATIENT_COLUMN, type CallPatient, type VerifiedPatient } from './call-codes';
import { CallPatientEntity } from './entities/call-patient';
import type { PmsChangeEntity } from './entities/pms-change';
import type { PhiCipher } from './phi-cipher';

/**
 * Hands out a code (`P1`) for a person who is being entered, so that they can be given a visit before their chart is
 * there. They have named themselves in full, which is what a patient is verified by. Asked for again, the same code.
 */
export async function issueNewPatientCode(
  tx: EntityManager,
  cipher: PhiCipher,
  { id: changeId, accountId, callSessionId, patientIndex }: PmsChangeEntity,
  name: Phi<GivenName>,
): Promise<CallPatient> {
  const { firstName, lastName } = reveal(name);
  const pendingName = `${firstName} ${lastName}`;
  const patient = phi<VerifiedPatient>({ patientId: '', firstName, pendingChangeId: changeId, pendingName });
  const sealed = await cipher.seal(accountId, PATIENT_COLUMN, patient);
  const key = { callSessionId, patientIndex };
  const known = await tx.findOneBy(CallPatientEntity, key);
  if (known !== null) {
    await tx.update(CallPatientEntity, { id: known.id }, { patient: sealed });
    return { id: known.id, code: known.code, level: known.assuranceLevel, patientIndex, patient };
  }
  const [number] = await nextCodes(tx, callSessionId, 'patients_issued', 1);
  const row = { ...key, id: randomUUID(), accountId, code: `P${String(number)}`, assuranceLevel: 'L2' as const };
  await tx
    .createQueryBuilder()
    .insert()
    .into(CallPatientEntity)
    .values({ ...row, patient: sealed })
    .orIgnore()
    .execute();
  const { id, code, assuranceLevel } = await tx.findOneByOrFail(CallPatientEntity, key);
  return { id, code, level: assuranceLevel, patientIndex, patient };
}
