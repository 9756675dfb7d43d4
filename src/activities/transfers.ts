import type { OpeningTimesReader } from '../services/opening-times';
import { createCallbackTask, type CallbackReason } from '../services/callback-task';
import type { CallbackRef } from '../domain/transfer/operation';
import type { LiveCalls } from '../messaging/live-calls';
import { moveCallback } from '../persistence/callbacks';
import type { Database } from '../persistence/database';
import type { PhiCipher } from '../persistence/phi-cipher';
import { runTraceId } from './run-trace-id';
import { startTransfer } from './transfer-start';

export interface TransferActivityDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly liveCalls: LiveCalls;
  readonly openingTimes: OpeningTimesReader;
  readonly now: () => Date;
}

export type TransferActivities = ReturnType<typeof createTransferActivities>;

/** Steps of a caller's wish for a person. */
export function createTransferActivities(deps: TransferActivityDeps) {
  const openTask = createCallbackTask(deps);
  return {
    startTransfer: startTransfer(deps),

    /** Asks the practice's people to call back. Once, however often it is asked for. */
    async openCallbackTask({ reasonCode, ...ref }: CallbackRef & { readonly reasonCode: CallbackReason }) {
      await openTask(ref, reasonCode, runTraceId());
      return { accountId: ref.accountId };
    },

    /** A person has spoken to the caller. */
    async markConnected(ref: CallbackRef): Promise<{ readonly accountId: string }> {
      await deps.database.run((tx) => moveCallback(tx, ref, ['transferring'], 'connected'));
      return { accountId: ref.accountId };
    },
  };
}
