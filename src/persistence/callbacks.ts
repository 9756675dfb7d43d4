import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { phi, reveal, type Phi } from '../domain/phi';
import type { CallbackRef } from '../domain/transfer/operation';
import {
  becomesEmergency,
  callbackRequest,
  wantedOf,
  withNote,
  type CallbackNote,
  type CallbackRequest,
} from '../domain/transfer/request';
import type { PhiCipher } from './phi-cipher';
import { StaffTaskKind, TASK_DETAILS_COLUMN } from './staff-tasks';

/** Names the place of what is asked to the cipher. */
const CALLBACK_REQUEST = 'callbacks.request';

type CallbackState = 'open' | 'transferring' | 'connected' | 'task' | 'done';

/** A caller's wish for a person, as its row has it. */
export interface Callback {
  readonly id: string;
  readonly accountId: string;
  readonly integrationId: string;
  readonly callSessionId: string;
  readonly workflowId: string;
  readonly state: CallbackState;
  readonly request: Phi<CallbackRequest>;
}

export interface NewCallback extends Pick<Callback, 'accountId' | 'integrationId' | 'callSessionId' | 'workflowId'> {
  readonly operationKey: string;
  readonly note: Phi<CallbackNote>;
}

const COLUMNS = `id, account_id AS "accountId", integration_id AS "integrationId", call_session_id AS "callSessionId",
  workflow_id AS "workflowId", state, request`;
const IS_OPEN = `state IN ('open', 'transferring', 'task')`;

type CallbackRow = Omit<Callback, 'request'> & { readonly request: Buffer };

async function toCallback(cipher: PhiCipher, row: CallbackRow): Promise<Callback> {
  const request = await cipher.open<unknown>(row.accountId, CALLBACK_REQUEST, row.request);
  return { ...row, request: phi(callbackRequest.parse(reveal(request))) };
}

/** Writes the wish down; asked again in the same call, it joins the first, with what is new in its words. */
export async function storeCallback(tx: EntityManager, cipher: PhiCipher, wanted: NewCallback): Promise<Callback> {
  const { accountId, operationKey, note } = wanted;
  await endFinishedTask(tx, accountId, operationKey);
  const known = await findOpenCallback(tx, accountId, operationKey);
  if (known !== null) return addNote(tx, cipher, await toCallback(cipher, known), note);
  const request = phi<CallbackRequest>({ notes: [reveal(note)] });
  const inserted = await tx.query<CallbackRow[]>(
    `INSERT INTO callbacks (id, account_id, integration_id, call_session_id, operation_key, workflow_id, state, request)
     VALUES ($1, $2, $3, $4, $5, $6, 'open', $7)
     ON CONFLICT (account_id, operation_key) WHERE ${IS_OPEN} DO NOTHING RETURNING ${COLUMNS}`,
    [
      randomUUID(),
      accountId,
      wanted.integrationId,
      wanted.callSessionId,
      operationKey,
      wanted.workflowId,
      await cipher.seal(accountId, CALLBACK_REQUEST, request),
    ],
  );
  const [own] = inserted;
  if (own !== undefined) return toCallback(cipher, own);
  const other = await findOpenCallback(tx, accountId, operationKey);
  if (other === null) throw new Error('a callback was neither made nor found');
  return addNote(tx, cipher, await toCallback(cipher, other), note);
}

/** The practice's people have called back: who asks again asks anew. */
const endFinishedTask = (tx: EntityManager, accountId: string, operationKey: string): Promise<unknown> =>
  tx.query(
    `UPDATE callbacks c SET state = 'done', updated_at = now()
      WHERE c.account_id = $1 AND c.operation_key = $2 AND c.state = 'task' AND NOT EXISTS (
        SELECT FROM staff_tasks t WHERE t.account_id = c.account_id AND t.operation_key = c.id::text
           AND t.kind = $3 AND t.status = 'open')`,
    [accountId, operationKey, StaffTaskKind.callBack],
  );

async function findOpenCallback(
  tx: EntityManager,
  accountId: string,
  operationKey: string,
): Promise<CallbackRow | null> {
  const [row] = await tx.query<CallbackRow[]>(
    `SELECT ${COLUMNS} FROM callbacks WHERE account_id = $1 AND operation_key = $2 AND ${IS_OPEN} FOR UPDATE`,
    [accountId, operationKey],
  );
  return row ?? null;
}

/** A task that has become an emergency is open again: there may be somebody now who takes the call. */
async function addNote(
  tx: EntityManager,
  cipher: PhiCipher,
  callback: Callback,
  note: Phi<CallbackNote>,
): Promise<Callback> {
  const { accountId, id } = callback;
  const before = reveal(callback.request);
  const after = withNote(before, reveal(note));
  if (after === before) return callback;
  const isUrgentNow = callback.state === 'task' && becomesEmergency(before, reveal(note));
  const state = isUrgentNow ? 'open' : callback.state;
  const sealed = await cipher.seal(accountId, CALLBACK_REQUEST, phi(after));
  await tx.query(
    'UPDATE callbacks SET request = $3, state = $4, updated_at = now() WHERE account_id = $1 AND id = $2',
    [accountId, id, sealed, state],
  );
  return { ...callback, state, request: phi(after) };
}

/** The wish behind a row. @throws Error where there is none of this account */
export async function getCallback(
  tx: EntityManager,
  cipher: PhiCipher,
  { accountId, callbackId }: CallbackRef,
): Promise<Callback> {
  const [row] = await tx.query<CallbackRow[]>(`SELECT ${COLUMNS} FROM callbacks WHERE account_id = $1 AND id = $2`, [
    accountId,
    callbackId,
  ]);
  if (row === undefined) throw new Error('there is no such callback');
  return toCallback(cipher, row);
}

/** Who should take the call. */
export const wantedOfCallback = ({ request }: Pick<Callback, 'request'>): ReturnType<typeof wantedOf> =>
  wantedOf(reveal(request));

/** Moves a wish on, by compare-and-set. False: it is not in one of those states any more. */
export async function moveCallback(
  tx: EntityManager,
  { accountId, callbackId }: CallbackRef,
  from: readonly CallbackState[],
  to: CallbackState,
): Promise<boolean> {
  const [moved] = await tx.query<[unknown[], number]>(
    `UPDATE callbacks SET state = $4, updated_at = now()
      WHERE account_id = $1 AND id = $2 AND state = ANY ($3) RETURNING id`,
    [accountId, callbackId, from, to],
  );
  return moved.length > 0;
}

/**
 * Says in the open task what is known by now. Its time may come nearer and never goes away; where it comes nearer, the
 * practice's people are told once more, unless one of them has taken it.
 * @param dueAt null: what was set stays
 */
export async function updateCallbackTask(
  tx: EntityManager,
  cipher: PhiCipher,
  { accountId, id }: Pick<Callback, 'accountId' | 'id'>,
  details: Phi<string>,
  dueAt: Date | null,
): Promise<void> {
  await tx.query(
    `UPDATE staff_tasks SET details = $4, due_at = LEAST(due_at, $5::timestamptz),
            notified_at = CASE WHEN $5 < due_at THEN NULL ELSE notified_at END
      WHERE account_id = $1 AND operation_key = $2 AND kind = $3 AND status = 'open'`,
    [accountId, id, StaffTaskKind.callBack, await cipher.seal(accountId, TASK_DETAILS_COLUMN, details), dueAt],
  );
}

/** The workflow of a call's transfer that has not come to an end; null where there is none. */
export async function findTransferUnderWay(
  tx: EntityManager,
  accountId: string,
  callSessionId: string,
): Promise<string | null> {
  const [row] = await tx.query<{ workflowId: string }[]>(
    `SELECT workflow_id AS "workflowId" FROM callbacks
      WHERE account_id = $1 AND call_session_id = $2 AND state IN ('open', 'transferring')`,
    [accountId, callSessionId],
  );
  return row?.workflowId ?? null;
}
