import type { PmsExchange } from '../domain/pms';
import type { PmsError } from '../domain/pms-errors';
import type { Result } from '../domain/result';

/**
 * What a call to Sikka gave, and every HTTP exchange that it took, in order: two when an expired key made us renew and
 * ask once more. The exchanges hold no PHI and no key, and are there for failures too.
 */
export type SikkaReply<T> = Result<T, PmsError> & { readonly exchanges: readonly PmsExchange[] };

export const succeed = <T>(value: T, exchanges: readonly PmsExchange[]): SikkaReply<T> => ({
  ok: true,
  value,
  exchanges,
});

export const fail = (error: PmsError, exchanges: readonly PmsExchange[]): SikkaReply<never> => ({
  ok: false,
  error,
  exchanges,
});

/** Reads the value of a reply further; the exchanges stay with it. */
export function readReply<T, U>(reply: SikkaReply<T>, read: (value: T) => Result<U, PmsError>): SikkaReply<U> {
  return reply.ok ? { ...read(reply.value), exchanges: reply.exchanges } : reply;
}
