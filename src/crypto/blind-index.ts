import { createHmac } from 'node:crypto';

/**
 * A keyed hash that finds a value again without storing it. 128 bits of HMAC-SHA256 in base64url; the kind and the
 * account are part of the input, so that equal values of two accounts, or of two kinds, share nothing.
 */
export type BlindIndex = (kind: string, accountId: string, ...values: string[]) => string;

export const createBlindIndex =
  (indexKey: Buffer): BlindIndex =>
  (kind, accountId, ...values) =>
    createHmac('sha256', indexKey)
      .update(JSON.stringify([kind, accountId, ...values]))
      .digest()
      .subarray(0, 16)
      .toString('base64url');
