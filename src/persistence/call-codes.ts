import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { BlindIndex } from '../crypto/blind-index';
import { phi, reveal, type Phi } from '../domain/phi';
import type { PmsPatient } from '../domain/pms';
import type { CallSession } from './call-sessions';
import { CallPatientEntity } from './entities/call-patient';
import { OfferEntity } from './entities/offer';
import type { PhiCipher } from './phi-cipher';
import type { Practice } from './practices';

/** What we keep of a verified patient for the length of a call: enough to book and to say a first name. */
export interface VerifiedPatient {
  /** '' for a new person whose chart is not there yet. */
  readonly patientId: string;
  readonly firstName: string;
  /** The change that makes the chart, where there was none when this call began. */
  readonly pendingChangeId?: string;
  /** Their whole name then, for people who have no chart to look it up in. */
  readonly pendingName?: string;
}

/** The change that a patient's chart waits for; null for one who has a chart. */
export const pendingChangeOf = (patient: Phi<Pick<VerifiedPatient, 'pendingChangeId'>>): string | null =>
  reveal(patient).pendingChangeId ?? null;

export interface CallPatient {
  readonly id: string;
  readonly code: string;
  readonly level: 'L1' | 'L2' | 'L3';
  /** Opaque keyed reference: the same patient of the same practice gives the same one. */
  readonly patientIndex: string;
  readonly patient: Phi<VerifiedPatient>;
}

export const PATIENT_COLUMN = 'call_patients.patient';
type Counter = 'patients_issued' | 'offers_issued' | 'appointments_issued';

/** Takes `count` fresh numbers of this call. Codes are never used twice within a call. */
export async function nextCodes(
  tx: EntityManager,
  sessionId: string,
  counter: Counter,
  count: number,
): Promise<number[]> {
  const [rows] = await tx.query<[{ last: number }[], number]>(
    `UPDATE call_sessions SET ${counter} = ${counter} + $2 WHERE id = $1 RETURNING ${counter} AS last`,
    [sessionId, count],
  );
  const last = rows[0]?.last ?? count;
  return Array.from({ length: count }, (_, i) => last - count + 1 + i);
}

export const patientIndexOf = (
  index: BlindIndex,
  practice: Pick<Practice, 'accountId' | 'integrationId'>,
  patientId: string,
): string => index('patient', practice.accountId, practice.integrationId, patientId);

/** Hands out the patient's code for this call, the same one when they are verified again. */
export async function issuePatientCode(
  tx: EntityManager,
  deps: { readonly cipher: PhiCipher; readonly index: BlindIndex },
  practice: Practice,
  session: CallSession,
  verified: { readonly patient: Phi<Pick<PmsPatient, 'patientId' | 'firstName'>>; readonly level: 'L2' | 'L3' },
): Promise<CallPatient> {
  const { accountId } = practice;
  const { patientId, firstName } = reveal(verified.patient);
  const patientIndex = patientIndexOf(deps.index, practice, patientId);
  const patient = phi<VerifiedPatient>({ patientId, firstName });
  const key = { callSessionId: session.id, patientIndex };

  const known = await tx.findOneBy(CallPatientEntity, key);
  if (known !== null) return { ...toPatient(known), patient };
  const [number] = await nextCodes(tx, session.id, 'patients_issued', 1);
  const row = {
    ...key,
    id: randomUUID(),
    accountId,
    code: `P${String(number)}`,
    patient: await deps.cipher.seal(accountId, PATIENT_COLUMN, patient),
    assuranceLevel: verified.level,
  };
  await tx.createQueryBuilder().insert().into(CallPatientEntity).values(row).orIgnore().execute();
  return { ...toPatient(await tx.findOneByOrFail(CallPatientEntity, key)), patient };
}

const toPatient = (row: CallPatientEntity): Omit<CallPatient, 'patient'> => ({
  id: row.id,
  code: row.code,
  level: row.assuranceLevel,
  patientIndex: row.patientIndex,
});

/** The patient behind a code of this call. A code of another call, or an invented one, finds nobody. */
export async function findPatientByCode(
  tx: EntityManager,
  cipher: PhiCipher,
  session: CallSession,
  code: string,
): Promise<CallPatient | null> {
  const row = await tx.findOneBy(CallPatientEntity, { callSessionId: session.id, code });
  if (row === null) return null;
  return {
    ...toPatient(row),
    patient: await cipher.open<VerifiedPatient>(row.accountId, PATIENT_COLUMN, row.patient),
  };
}

/** Who wanted what, for a task of the practice's people. */
export const describeRequest = (
  person: { readonly patient: Phi<Pick<VerifiedPatient, 'patientId' | 'pendingName'>> },
  offer: Pick<OfferEntity, 'localDate' | 'localTime' | 'providerId' | 'operatory'>,
): Phi<string> => {
  const { patientId, pendingName } = reveal(person.patient);
  return phi(
    JSON.stringify({
      ...(pendingName === undefined ? { patientId } : { ofNewPatient: pendingName }),
      date: offer.localDate,
      time: offer.localTime,
      providerId: offer.providerId,
      operatory: offer.operatory,
    }),
  );
};

export type NewOffer = Pick<
  OfferEntity,
  'providerId' | 'operatory' | 'startsAt' | 'endsAt' | 'localDate' | 'localTime'
>;

/** Gives each slot its code in this call (`S1`, `S2` ...), in the order given. */
export async function issueOffers(
  tx: EntityManager,
  accountId: string,
  sessionId: string,
  appointmentTypeId: string,
  slots: readonly NewOffer[],
): Promise<OfferEntity[]> {
  if (slots.length === 0) return [];
  const numbers = await nextCodes(tx, sessionId, 'offers_issued', slots.length);
  const rows = slots.map((slot, i) =>
    tx.create(OfferEntity, {
      ...slot,
      id: randomUUID(),
      accountId,
      callSessionId: sessionId,
      code: `S${String(numbers[i])}`,
      appointmentTypeId,
    }),
  );
  await tx.insert(OfferEntity, rows);
  return rows;
}

export const findOfferByCode = (tx: EntityManager, session: CallSession, code: string): Promise<OfferEntity | null> =>
  tx.findOneBy(OfferEntity, { callSessionId: session.id, code });
