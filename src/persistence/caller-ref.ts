import type { BlindIndex } from '../crypto/blind-index';
import { toTenDigits } from '../domain/phones/e164';
import { reveal, type Phi } from '../domain/phi';

/** Keyed hash of the number that called, however it is written: the same in all calls of the account. */
export function callerRefOf(index: BlindIndex, accountId: string, number: Phi<string>): string {
  const digits = reveal(number);
  return index('caller', accountId, toTenDigits(digits) ?? digits);
}
