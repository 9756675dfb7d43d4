import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js';

const LONGEST_TEXT = 40;

/**
 * Without `extract` a number inside other text, a SIP address or "anonymous" is not a number; the digits that carriers
 * send for a withheld caller id (+266696687 spells ANONYMOUS) are not valid anywhere.
 */
function readPhone(text: string): PhoneNumber | null {
  if (text.length > LONGEST_TEXT) return null;
  const phone = parsePhoneNumberFromString(text.trim(), { defaultCountry: 'US', extract: false });
  return phone?.isValid() === true ? phone : null;
}

/** A number in E.164, `+12025550142`, read as one of the US unless it says otherwise; an extension is dropped. */
export function toE164(text: string): string | null {
  return readPhone(text)?.number ?? null;
}

/** The ten bare digits by which the PMS is searched; null for what is not a number of the North American plan. */
export function toTenDigits(text: string): string | null {
  const phone = readPhone(text);
  return phone?.countryCallingCode === '1' ? phone.nationalNumber : null;
}

/**
 * Whether both are the same line. Never for two texts that are not numbers, nor for one with an extension: behind a
 * switchboard's number is anybody.
 */
export function samePhone(a: string, b: string): boolean {
  const [left, right] = [readPhone(a), readPhone(b)];
  if (left === null || right === null) return false;
  return left.ext === undefined && right.ext === undefined && left.number === right.number;
}
