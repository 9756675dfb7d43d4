import type { BlindIndex } from '../../crypto/blind-index';
import { callerRefOf } from '../../persistence/caller-ref';
import type { VapiCall } from './envelope/call';

/** Where a tool call came from, for its audit rows. */
export interface CallOrigin {
  readonly assistantId: string | null;
  /** Keyed hash of the number that called; null when withheld. */
  readonly callerRef: string | null;
  readonly traceId: string | null;
}

export const originOf = (
  index: BlindIndex,
  accountId: string,
  { assistantId, customerNumber }: Pick<VapiCall, 'assistantId' | 'customerNumber'>,
  traceId: string | null,
): CallOrigin => ({
  assistantId,
  callerRef: customerNumber === null ? null : callerRefOf(index, accountId, customerNumber),
  traceId,
});
