/** Letters that do not fall apart into a letter and an accent. */
const FOLDED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
};

/**
 * Letters, digits and single spaces, which is all that is safe in a free text: the write-back guide lists the special
 * characters without saying whether they are allowed or refused. Accents are folded and apostrophes dropped; anything
 * else parts words.
 */
export const foldFreeText = (value: string): string =>
  value
    .normalize('NFKD')
    .replace(/[ßæÆœŒøØłŁ]/g, (letter) => FOLDED[letter] ?? '')
    .replace(/[\p{M}'’‘`´]/gu, '')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim();
