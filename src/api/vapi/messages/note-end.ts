import { findPracticeByLine } from '../../../persistence/practices';
import { endCall, type EndCallDeps } from '../../../services/end-call';
import type { VapiMessage, VapiTransfer } from '../envelope/message';

/**
 * Does what the end of a call asks for. It is worth keeping, but not worth an error to Vapi, which would send the
 * transcript again: never throws.
 * @param transfers null where the message does not tell of them
 */
export async function noteEnd(
  deps: EndCallDeps,
  { call, endedReason }: Extract<VapiMessage, { kind: 'status-update' | 'end-of-call-report' }>,
  transfers: readonly VapiTransfer[] | null,
  traceId: string | null,
): Promise<void> {
  const { id: vapiCallId } = call;
  if (vapiCallId === null) return;
  try {
    const practice = await deps.database.run((manager) => findPracticeByLine(manager, call));
    const ends = transfers === null ? null : transfers.map(({ status }) => status);
    if (practice !== null) await endCall(deps, practice, { vapiCallId, endedReason, transfers: ends, traceId });
  } catch (error) {
    deps.onError(error, null);
  }
}
