import type { EntityManager } from 'typeorm';
import { phi, reveal, type Phi } from '../domain/phi';
import { PATIENT_COLUMN, type VerifiedPatient } from './call-codes';
import { CallPatientEntity } from './entities/call-patient';
import type { PhiCipher } from './phi-cipher';

/** Who of this call is verified, by their ids at the PMS; a new person has none yet. */
export async function listVerifiedIds(
  tx: EntityManager,
  cipher: PhiCipher,
  accountId: string,
  callSessionId: string,
): Promise<Phi<readonly string[]>> {
  const rows = await tx.findBy(CallPatientEntity, { accountId, callSessionId });
  const patients = await Promise.all(
    rows
      .filter(({ assuranceLevel }) => assuranceLevel !== 'L1')
      .map((row) => cipher.open<VerifiedPatient>(accountId, PATIENT_COLUMN, row.patient)),
  );
  return phi(patients.map((patient) => reveal(patient).patientId).filter((id) => id !== ''));
}
