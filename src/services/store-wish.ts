import type { BlindIndex } from '../crypto/blind-index';
import type { IntegrationRef } from '../domain/integration-ref';
import type { Phi } from '../domain/phi';
import type { CallbackNote } from '../domain/transfer/request';
import type { CallSession } from '../persistence/call-sessions';
import { storeCallback, type Callback } from '../persistence/callbacks';
import type { Database } from '../persistence/database';
import type { PhiCipher } from '../persistence/phi-cipher';
import { transferCallbackWorkflowId } from '../temporal/ids';

export interface StoreWishDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
}

/** Writes down that a caller wants a person: one wish for each call, however often and by whichever way it is made. */
export function storeWish(
  { database, cipher, index }: StoreWishDeps,
  { accountId, integrationId }: IntegrationRef,
  session: Pick<CallSession, 'id' | 'vapiCallId'>,
  note: Phi<CallbackNote>,
): Promise<Callback> {
  const operationKey = index('operation', accountId, session.vapiCallId, 'transfer-to-human');
  const workflowId = transferCallbackWorkflowId(operationKey);
  const wish = { accountId, integrationId, callSessionId: session.id, operationKey, workflowId, note };
  return database.transaction((tx) => storeCallback(tx, cipher, wish));
}
