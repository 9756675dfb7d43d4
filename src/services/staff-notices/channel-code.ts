import { timingSafeEqual } from 'node:crypto';
import type { BlindIndex } from '../../crypto/blind-index';
import type { IntegrationRef } from '../../domain/integration-ref';

/** How long a code confirms a number, in milliseconds. */
export const CODE_LIVES_MS = 10 * 60_000;
/** The fewest milliseconds between two codes for one practice. */
export const CODES_APART_MS = 60_000;
/** After so many wrong ones a code is worth nothing. */
export const CODE_TRIES = 5;

export const CODE_DIGITS = 6;

/** Six digits. @param randomBelow a whole number from 0, below its argument, that nobody can guess */
export const newChannelCode = (randomBelow: (end: number) => number): string =>
  String(randomBelow(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');

/** Keyed, as six digits can be tried out by whoever reads a plain hash; of one number of one practice. */
export const hashChannelCode = (
  index: BlindIndex,
  { accountId, integrationId }: IntegrationRef,
  addressIndex: string,
  code: string,
): string => index('staff-channel-code', accountId, integrationId, addressIndex, code);

/** In a time that tells nothing of where they differ. */
export function isSameHash(presented: string, expected: string): boolean {
  const [a, b] = [Buffer.from(presented), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
