import { BLANK_SCOPE } from '../audit/scope';
import { BookingReason } from '../domain/booking/operation';
import { overallEnd, type TransferEnd } from '../domain/transfer/operation';
import { endCallSession } from '../persistence/call-sessions';
import { findTransferUnderWay } from '../persistence/callbacks';
import type { Database } from '../persistence/database';
import type { PhiCipher } from '../persistence/phi-cipher';
import type { Practice } from '../persistence/practices';
import { listUnpromisedHolds, lockUnpromisedHold } from '../persistence/unpromised-holds';
import type { EndTransfer } from '../temporal/request-transfer';
import { giveUpBooking } from './give-up-booking';

export interface EndCallDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly now: () => Date;
  readonly endTransfer: EndTransfer;
  readonly onError: (error: unknown, tool: null) => void;
}

/** What is kept of a message that says that a call is over. */
export interface EndedCall {
  readonly vapiCallId: string;
  readonly endedReason: string | null;
  /** How each transfer came out; null where the message does not tell, which is not the same as none. */
  readonly transfers: readonly TransferEnd[] | null;
  readonly traceId: string | null;
}

/**
 * What the end of a call brings about: the way back into it is forgotten, a transfer that is under way learns how it
 * ended, and holds that nobody was told of are let go. Each by itself: what fails is told and keeps nothing else from
 * happening. A message that comes again changes nothing.
 */
export async function endCall(deps: EndCallDeps, practice: Practice, ended: EndedCall): Promise<void> {
  const { database, onError } = deps;
  const { vapiCallId, endedReason, transfers } = ended;
  const { accountId } = practice;
  const sessionId = await database.transaction((tx) => endCallSession(tx, practice, vapiCallId, endedReason));
  if (sessionId === null) return;
  const tasks = [releaseHolds(deps, accountId, sessionId, ended)];
  if (transfers !== null) tasks.push(tellTransfer(deps, accountId, sessionId, transfers));
  for (const result of await Promise.allSettled(tasks)) {
    if (result.status === 'rejected') onError(result.reason, null);
  }
}

async function tellTransfer(
  { database, endTransfer }: EndCallDeps,
  accountId: string,
  sessionId: string,
  transfers: readonly TransferEnd[],
): Promise<void> {
  const workflowId = await database.run((manager) => findTransferUnderWay(manager, accountId, sessionId));
  if (workflowId !== null) await endTransfer(workflowId, overallEnd(transfers));
}

/** Nothing has left and nobody was told: the time is free again, and the wish is the practice's people's. */
async function releaseHolds(
  { database, cipher, now }: EndCallDeps,
  accountId: string,
  sessionId: string,
  { vapiCallId, traceId }: EndedCall,
): Promise<void> {
  const how = { to: 'released', reasonCode: BookingReason.callEnded, isForStaff: true } as const;
  for (const id of await database.run((manager) => listUnpromisedHolds(manager, accountId, sessionId))) {
    await database.transaction(async (tx) => {
      const hold = await lockUnpromisedHold(tx, accountId, id);
      if (hold === null) return;
      const { integrationId, patientIndex: patientRef, workflowId } = hold;
      const scope = { ...BLANK_SCOPE, accountId, integrationId, patientRef, vapiCallId, workflowId, traceId };
      await giveUpBooking(tx, { cipher, now }, hold, scope, how);
    });
  }
}
