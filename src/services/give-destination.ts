import { appendAudit } from '../audit/append';
import { outcomeRow, type AuditScope } from '../audit/scope';
import { AuditAction } from '../audit/vocabulary';
import type { Language } from '../domain/language';
import { phi } from '../domain/phi';
import type { Destination } from '../domain/transfer/destination';
import type { CallSession } from '../persistence/call-sessions';
import { moveCallback, wantedOfCallback, type Callback } from '../persistence/callbacks';
import type { Practice } from '../persistence/practices';
import { hasVerifiedChannel } from '../persistence/staff-channels';
import type { RequestTransfer } from '../temporal/request-transfer';
import type { CallbackTask } from './callback-task';
import { transferAct, type DestinationChooser } from './choose-destination';
import { storeWish, type StoreWishDeps } from './store-wish';

export interface GiveDestinationDeps extends StoreWishDeps {
  readonly chooseDestination: DestinationChooser;
  readonly requestTransfer: RequestTransfer;
  readonly callbackTask: CallbackTask;
  readonly now: () => Date;
}

/** A model that puts callers through by Vapi's own tool asks where to. */
export interface DestinationRequest {
  readonly practice: Practice;
  readonly session: Pick<CallSession, 'id' | 'vapiCallId'>;
  readonly language: Language;
  /** False: authority `hold`; the practice's people call back. */
  readonly mayPutThrough: boolean;
  readonly scope: AuditScope;
  readonly receivedAtMs: number;
  /** For the engine to answer in. */
  readonly timeoutMs: () => number;
}

export type GivenDestination =
  | { readonly kind: 'given'; readonly destination: Destination; readonly language: Language }
  | { readonly kind: 'task'; readonly isEmergency: boolean; readonly willOfficeAct: boolean };

export type GiveDestination = (request: DestinationRequest) => Promise<GivenDestination>;

const NOWHERE = { destination: null, rows: [] };

/**
 * Says where a caller finds a person, with a wish on record as for our own tool: what comes of it is waited for, and
 * where nobody answers, or nobody is there, the practice's people are asked to call back. The number leaves only after
 * its audit row.
 */
export const createGiveDestination =
  (deps: GiveDestinationDeps): GiveDestination =>
  async (request) => {
    const { database, chooseDestination, now } = deps;
    const { practice, session, language, mayPutThrough, scope } = request;
    const note = phi({ reason: 'asked to be put through', summary: '', kind: 'other', language } as const);
    const callback = await storeWish(deps, practice, session, note);
    const wanted = wantedOfCallback(callback);
    const workflowScope = { ...scope, workflowId: callback.workflowId };
    const wish = { ...wanted, now: now(), scope: workflowScope };
    const { destination, rows } = mayPutThrough ? await chooseDestination(practice, wish) : NOWHERE;
    // The workflow first: a number that goes out without one would leave nobody waiting for what comes of it.
    const isAwaited = await begin(deps, request, callback, destination !== null);
    const act = destination === null ? { action: AuditAction.callTransfer, phiFields: [] } : transferAct(destination);
    const responseTimeMs = now().getTime() - request.receivedAtMs;
    const exchange = { endpoint: '/vapi/webhook', method: 'POST', responseStatus: 200, responseTimeMs } as const;
    const outcome = destination === null ? (mayPutThrough ? 'not-found' : 'denied') : 'success';
    await database.transaction(async (tx) => {
      if (isAwaited) await moveCallback(tx, refOf(callback), ['open', 'task'], 'transferring');
      await appendAudit(tx, [...rows, outcomeRow(workflowScope, act, exchange, outcome)]);
    });
    if (destination !== null) return { kind: 'given', destination, language: wanted.language };
    const willOfficeAct = await database.run((manager) => hasVerifiedChannel(manager, practice.integrationId));
    return { kind: 'task', isEmergency: wanted.reason === 'emergency', willOfficeAct };
  };

const refOf = ({ accountId, id }: Callback) => ({ accountId, callbackId: id });

/** Whether a workflow waits for how the transfer ends; where none does, the practice's people have a task by now. */
async function begin(
  { index, requestTransfer, callbackTask }: GiveDestinationDeps,
  { practice: { accountId, integrationId }, session, scope, timeoutMs }: DestinationRequest,
  callback: Callback,
  isUnderWay: boolean,
): Promise<boolean> {
  const ref = refOf(callback);
  const asked = await requestTransfer(
    { ...ref, integrationId, mayPutThrough: false, isUnderWay, workflowId: callback.workflowId },
    {
      toolCallKey: index('tool-call', accountId, session.vapiCallId, 'transfer-destination-request'),
      timeoutMs: timeoutMs(),
    },
  );
  if (asked === 'unreachable') await callbackTask(ref, 'engine-unavailable', scope.traceId);
  return isUnderWay && (asked === 'working' || (typeof asked !== 'string' && asked.kind !== 'task'));
}
