import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares in a time that tells nothing of the expected side, its length included: both are hashed first. */
function equalsInConstantTime(presented: string | Buffer, expected: string | Buffer): boolean {
  return timingSafeEqual(sha256(presented), sha256(expected));
}

/** Whether any of the expected values was presented. Compares with all of them, whichever one fits. */
export function equalsAnyInConstantTime(presented: string | Buffer, expected: readonly (string | Buffer)[]): boolean {
  return expected.map((value) => equalsInConstantTime(presented, value)).includes(true);
}

function sha256(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest();
}
