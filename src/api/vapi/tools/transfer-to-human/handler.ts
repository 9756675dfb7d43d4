import type { BlindIndex } from '../../../../crypto/blind-index';
import { allows, Authority } from '../../../../domain/authority';
import { phi } from '../../../../domain/phi';
import { storeCallback } from '../../../../persistence/callbacks';
import type { Database } from '../../../../persistence/database';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import { hasVerifiedChannel } from '../../../../persistence/staff-channels';
import type { CallbackTask } from '../../../../services/callback-task';
import { transferCallbackWorkflowId } from '../../../../temporal/ids';
import type { RequestTransfer } from '../../../../temporal/request-transfer';
import { plainReply, type Tool, type ToolReply } from '../../tool';
import { sayWriteUnknown } from '../common/say';
import { waitingCall } from '../common/waiting-call';
import { transferToHumanArguments, type TransferToHumanArguments } from './schema';
import { sayPuttingThrough, sayTask } from './say';

export interface TransferToHumanDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly requestTransfer: RequestTransfer;
  readonly callbackTask: CallbackTask;
}

/** Nothing of it is about a booking or a chart. */
const PROMISE = { bookingId: null, changeId: null, patientIndex: null };

/**
 * Puts the caller through to a person, or has them called back. Open to everybody, a locked call included: it is what
 * such a call is offered. One wish for each call, however often the model asks.
 */
export const transferToHuman = (deps: TransferToHumanDeps): Tool<TransferToHumanArguments> => ({
  name: 'transfer-to-human',
  arguments: transferToHumanArguments,

  async handle({ reason, summary = '' }, context): Promise<ToolReply> {
    const { database, cipher, index } = deps;
    const { practice, session, authority } = context;
    const { accountId, integrationId } = practice;
    const operationKey = index('operation', accountId, session.vapiCallId, 'transfer-to-human');
    const callback = await database.transaction((tx) =>
      storeCallback(tx, cipher, {
        accountId,
        integrationId,
        callSessionId: session.id,
        operationKey,
        workflowId: transferCallbackWorkflowId(operationKey),
        note: phi({ reason, summary }),
      }),
    );
    const ref = { accountId, callbackId: callback.id };
    const mayPutThrough = allows(authority, Authority.write);
    const asked = await deps.requestTransfer(
      { ...ref, integrationId, mayPutThrough, workflowId: callback.workflowId },
      waitingCall(index, context),
    );
    if (asked === 'unreachable') await deps.callbackTask(ref, 'engine-unavailable', context.trail.scope.traceId);
    const kind = typeof asked === 'string' ? asked : asked.kind;
    if (kind === 'transferring') return { ...plainReply(sayPuttingThrough()), promise: PROMISE };
    if (kind === 'working') return { ...plainReply(sayWriteUnknown(), 'unknown'), promise: PROMISE };
    const willOfficeAct = await database.run((manager) => hasVerifiedChannel(manager, integrationId));
    return { ...plainReply(sayTask(willOfficeAct)), promise: PROMISE };
  },
});
