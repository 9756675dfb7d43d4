/** Crockford's base 32: digits and letters without I, L, O and U, so that a code read aloud is not misheard. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PREFIX = 'PRL';
const CODE_CHARACTERS = 8;
const BITS_PER_CHARACTER = 5;

/** Random bytes that a code uses up: 40 bits. */
export const REFERENCE_CODE_BYTES = (CODE_CHARACTERS * BITS_PER_CHARACTER) / 8;

/**
 * The opaque code by which a visit that we sent is found again: `PRL` and eight letters or digits, as Sikka's write-back
 * guide allows no other character in a description. It says nothing about anybody. @throws RangeError with fewer than
 * `REFERENCE_CODE_BYTES` random bytes.
 */
export function referenceCode(randomBytes: Uint8Array): string {
  if (randomBytes.length < REFERENCE_CODE_BYTES) throw new RangeError('too few random bytes for a reference code');
  const bits = [...randomBytes.subarray(0, REFERENCE_CODE_BYTES)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const groups = bits.match(/.{5}/g) ?? [];
  return PREFIX + groups.map((group) => ALPHABET.charAt(Number.parseInt(group, 2))).join('');
}

const REFERENCE_CODE = new RegExp(`(?<![A-Z0-9])${PREFIX}[${ALPHABET}]{${CODE_CHARACTERS}}(?![A-Z0-9])`, 'i');

/** The first reference code in a description, in capitals whatever the PMS made of it; null when there is none. */
export const findReferenceCode = (text: string): string | null => REFERENCE_CODE.exec(text)?.[0].toUpperCase() ?? null;
