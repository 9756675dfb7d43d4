import { allows, Authority } from '../../../../domain/authority';
import { phi } from '../../../../domain/phi';
import { settleReasonKind } from '../../../../domain/transfer/reason-kind';
import { wantedOfCallback } from '../../../../persistence/callbacks';
import { hasVerifiedChannel } from '../../../../persistence/staff-channels';
import type { CallbackTask } from '../../../../services/callback-task';
import { storeWish, type StoreWishDeps } from '../../../../services/store-wish';
import type { RequestTransfer } from '../../../../temporal/request-transfer';
import { plainReply, type Tool, type ToolReply } from '../../tool';
import { waitingCall } from '../common/waiting-call';
import { commonWords } from '../common/words';
import { transferToHumanArguments, type TransferToHumanArguments } from './schema';
import { transferWords } from './words';

export interface TransferToHumanDeps extends StoreWishDeps {
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

  async handle({ reason, summary = '', reasonKind, urgency }, context): Promise<ToolReply> {
    const { database, index } = deps;
    const { practice, session, language, authority } = context;
    const say = transferWords(language);
    const { accountId, integrationId } = practice;
    const kind = settleReasonKind([urgency, reasonKind], `${reason}. ${summary}`);
    const callback = await storeWish(deps, practice, session, phi({ reason, summary, kind, language }));
    const ref = { accountId, callbackId: callback.id };
    const mayPutThrough = allows(authority, Authority.write);
    const asked = await deps.requestTransfer(
      { ...ref, integrationId, mayPutThrough, workflowId: callback.workflowId },
      waitingCall(index, context),
    );
    if (asked === 'unreachable') await deps.callbackTask(ref, 'engine-unavailable', context.trail.scope.traceId);
    const stand = typeof asked === 'string' ? asked : asked.kind;
    if (stand === 'transferring') return { ...plainReply(say.puttingThrough()), promise: PROMISE };
    if (stand === 'working')
      return { ...plainReply(commonWords(language).writeUnknown(), 'unknown'), promise: PROMISE };
    const willOfficeAct = await database.run((manager) => hasVerifiedChannel(manager, integrationId));
    const isEmergency = wantedOfCallback(callback).reason === 'emergency';
    return { ...plainReply(say.task(willOfficeAct, isEmergency)), promise: PROMISE };
  },
});
