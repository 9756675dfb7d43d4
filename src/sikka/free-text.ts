import { findReferenceCode } from '../domain/booking/reference-code';

/** Letters that do not fall apart into a letter and an accent. */
const FOLDED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
};

const toPlainLetters = (value: string): string =>
  value
    .normalize('NFKD')
    .replace(/[^\0-\x7F]/g, (letter) => FOLDED[letter] ?? letter)
    .replace(/[\p{M}'’‘`´]/gu, '');

const onlyWords = (value: string): string => value.replace(/[^A-Za-z0-9]+/g, ' ').trim();

/**
 * Letters, digits and single spaces, which is all that is safe in a free text: the write-back guide lists the special
 * characters without saying whether they are allowed or refused. Accents are folded and apostrophes dropped; anything
 * else parts words.
 */
export const foldFreeText = (value: string): string => onlyWords(toPlainLetters(value));

/**
 * The same for a person's name or an address, which may lose a hyphen but no letter: null when it would, or when
 * nothing is left. Names are compared without accents and hyphens everywhere, so the folded one is found again.
 */
export function foldName(value: string): string | null {
  const plain = toPlainLetters(value);
  if (/[^\0-\x7F]/.test(plain.replace(/[^\p{L}\p{N}]/gu, ''))) return null;
  return onlyWords(plain) || null;
}

/** The first words that fit; a first word that is too long is cut itself. */
function startOf(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const lastSpace = text.lastIndexOf(' ', maxLength);
  return text.slice(0, lastSpace > 0 ? lastSpace : Math.max(maxLength, 0));
}

/**
 * Cuts a folded text between words. A reference code in it goes first then and is kept whole, as a visit that cannot be
 * found again may be booked twice. @throws RangeError when there is no room for the code alone
 */
export function shortenFreeText(folded: string, maxLength: number): string {
  if (folded.length <= maxLength) return folded;
  const words = folded.split(' ');
  const code = words.find((word) => findReferenceCode(word) !== null);
  if (code === undefined) return startOf(folded, maxLength);
  if (code.length > maxLength) throw new RangeError('no room for the reference code');
  const rest = words.filter((word) => word !== code).join(' ');
  return `${code} ${startOf(rest, maxLength - code.length - 1)}`.trim();
}
