import type { BlindIndex } from '../../crypto/blind-index';
import { toTenDigits } from '../../domain/phones/e164';
import { reveal } from '../../domain/phi';
import type { VapiCall } from './envelope/call';

/** Where a tool call came from, for its audit rows. */
export interface CallOrigin {
  readonly assistantId: string | null;
  /** Keyed hash of the number that called, the same in all calls of the account; null when withheld. */
  readonly callerRef: string | null;
  readonly traceId: string | null;
}

export function originOf(
  index: BlindIndex,
  accountId: string,
  { assistantId, customerNumber }: Pick<VapiCall, 'assistantId' | 'customerNumber'>,
  traceId: string | null,
): CallOrigin {
  const number = customerNumber === null ? null : reveal(customerNumber);
  const callerRef = number === null ? null : index('caller', accountId, toTenDigits(number) ?? number);
  return { assistantId, callerRef, traceId };
}
