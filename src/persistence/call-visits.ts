import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { BlindIndex } from '../crypto/blind-index';
import type { VisitOnFile } from '../domain/changes/request';
import { phi, type Phi } from '../domain/phi';
import { nextCodes } from './call-codes';
import type { CallSession } from './call-sessions';
import { CallVisitEntity } from './entities/call-visit';
import type { PhiCipher } from './phi-cipher';
import type { Practice } from './practices';

/** Names the place of the visit to the cipher. */
export const CALL_VISIT = 'call_visits.visit';

/** A visit that was read out in this call, with the code that it goes by. */
export interface CodedVisit {
  readonly id: string;
  readonly code: string;
  readonly patientIndex: string;
  readonly visit: Phi<VisitOnFile>;
}

/** Gives each visit of a patient its code in this call (`A1`, `A2` ...), the same one when it is read out again. */
export async function issueVisitCodes(
  tx: EntityManager,
  deps: { readonly cipher: PhiCipher; readonly index: BlindIndex },
  { accountId, integrationId }: Practice,
  session: CallSession,
  patientIndex: string,
  visits: readonly (VisitOnFile & { readonly appointmentSrNo: string })[],
): Promise<CodedVisit[]> {
  const coded: CodedVisit[] = [];
  for (const visit of visits) {
    const visitIndex = deps.index('visit', accountId, integrationId, visit.appointmentSrNo);
    const known = await tx.findOneBy(CallVisitEntity, { callSessionId: session.id, visitIndex });
    const sealed = await deps.cipher.seal(accountId, CALL_VISIT, phi(visit));
    if (known !== null) {
      await tx.update(CallVisitEntity, { id: known.id }, { visit: sealed });
      coded.push({ id: known.id, code: known.code, patientIndex, visit: phi(visit) });
      continue;
    }
    const [number] = await nextCodes(tx, session.id, 'appointments_issued', 1);
    const row = { id: randomUUID(), accountId, callSessionId: session.id, code: `A${String(number)}`, patientIndex };
    await tx.insert(CallVisitEntity, { ...row, visitIndex, visit: sealed });
    coded.push({ id: row.id, code: row.code, patientIndex, visit: phi(visit) });
  }
  return coded;
}
