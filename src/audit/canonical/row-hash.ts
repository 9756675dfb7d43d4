import { createHash, hash } from 'node:crypto';

/** What the first row of a chain has in the place of the hash of the row before. */
export const NO_HASH = '0'.repeat(64);

const HASH_BYTES = 32;

/** A row's hash, in hexadecimal: SHA-256 over the hash of the row before (hexadecimal) and its canonical text in UTF-8. */
export const rowHash = (prevHash: string, text: string): string =>
  createHash('sha256').update(prevHash, 'hex').update(text, 'utf8').digest('hex');

/**
 * The same for many rows: the text comes as a string with one character a byte, and is copied into one buffer that is
 * used again and again. Twice as fast as `rowHash`.
 */
export function createRowHasher(): (prevHash: string, textBytes: string) => string {
  let room = Buffer.alloc(8_192);
  return (prevHash, textBytes) => {
    const length = HASH_BYTES + textBytes.length;
    if (length > room.length) room = Buffer.alloc(2 * length);
    room.write(prevHash, 0, 'hex');
    room.write(textBytes, HASH_BYTES, 'latin1');
    return hash('sha256', room.subarray(0, length), 'hex');
  };
}
