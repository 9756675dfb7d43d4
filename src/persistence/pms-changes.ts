import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { ChangeKind } from '../domain/changes/operation';
import type { Language } from '../domain/language';
import type { Phi } from '../domain/phi';
import { nextCodes } from './call-codes';
import { PmsChangeEntity } from './entities/pms-change';
import type { PhiCipher } from './phi-cipher';
import { toPractice, type Practice } from './practices';

/** Names the places of what is encrypted to the cipher. */
export const CHANGE_REQUEST = 'pms_changes.request';
export const CHANGE_CREATED = 'pms_changes.created';
export const CHANGE_OPERATION_CONSTRAINT = 'uq_pms_changes_active_operation';

export interface NewChange {
  readonly accountId: string;
  readonly integrationId: string;
  readonly callSessionId: string;
  readonly kind: ChangeKind;
  readonly operationKey: string;
  readonly workflowId: string;
  readonly route: PmsChangeEntity['route'];
  readonly patientIndex: string;
  /** In the shape of its kind: see `domain/changes/request`. */
  readonly request: Phi<unknown>;
  readonly bookingId: string | null;
  readonly textConsent: boolean;
}

/**
 * Stores a request, with the intent to send it, before anything is started; the same operation again finds its own
 * while it is held, sent or confirmed. Two at the same moment: one throws on `CHANGE_OPERATION_CONSTRAINT`, and asks again.
 */
export async function storeChange(tx: EntityManager, cipher: PhiCipher, change: NewChange): Promise<PmsChangeEntity> {
  const { accountId, operationKey, request, ...rest } = change;
  const known = await findActiveChange(tx, accountId, operationKey);
  if (known !== null) return known;
  const [number] = await nextCodes(tx, change.callSessionId, 'appointments_issued', 1);
  const id = randomUUID();
  await tx.insert(PmsChangeEntity, {
    ...rest,
    id,
    accountId,
    operationKey,
    code: `A${String(number)}`,
    state: 'held',
    request: await cipher.seal(accountId, CHANGE_REQUEST, request),
  });
  await tx.query(
    `WITH intent AS (
       INSERT INTO write_intents (id, account_id, change_id, kind, state) VALUES ($1, $2, $3, $4, 'ready')
     )
     INSERT INTO change_transitions (account_id, change_id, to_state) VALUES ($2, $3, 'held')`,
    [randomUUID(), accountId, id, change.kind],
  );
  return getChange(tx, accountId, id);
}

export const getChange = (tx: EntityManager, accountId: string, id: string): Promise<PmsChangeEntity> =>
  tx.findOneByOrFail(PmsChangeEntity, { accountId, id });

/** Everything about a change that a step needs, in one statement. */
export async function getChangeWithPractice(tx: EntityManager, accountId: string, id: string): Promise<ChangeDetails> {
  const change = await tx
    .createQueryBuilder(PmsChangeEntity, 'c')
    .innerJoinAndSelect('c.integration', 'integration')
    .innerJoinAndSelect('c.callSession', 'session')
    .where('c.accountId = :accountId AND c.id = :id', { accountId, id })
    .getOneOrFail();
  const { integration, callSession } = change;
  if (integration === undefined || callSession === undefined) throw new Error('a joined row is missing');
  const { vapiCallId, answeredIn: language } = callSession;
  return { change, practice: toPractice(integration), vapiCallId, language };
}

interface ChangeDetails {
  readonly change: PmsChangeEntity;
  readonly practice: Practice;
  readonly vapiCallId: string;
  /** What the call was last answered in. */
  readonly language: Language;
}

/** The change that an operation has already become; null where there is none, or it has failed or was released. */
export const findActiveChange = (
  tx: EntityManager,
  accountId: string,
  operationKey: string,
): Promise<PmsChangeEntity | null> =>
  tx
    .createQueryBuilder(PmsChangeEntity, 'c')
    .where('c.accountId = :accountId AND c.operationKey = :operationKey', { accountId, operationKey })
    .andWhere(`c.state IN ('held', 'sent', 'confirmed')`)
    .getOne();
