import type { GivenName } from './normalise-name';

const LONGEST_NAME = 120;

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

function splitAtComma(text: string): GivenName | null {
  const [lastName, firstName, ...rest] = text.split(',').map((part) => wordsOf(part).join(' '));
  if (!lastName || !firstName || rest.length > 0) return null;
  return { firstName, lastName };
}

/**
 * Every way to part a full name into first and last, none when it has only one word or is absurdly long. A comma settles
 * it ("Brightwater, Maya"); else "Maya Rivera Sol" is Maya + Rivera Sol or Maya Rivera + Sol, and nobody can tell.
 */
export function possibleSplits(fullName: string): readonly GivenName[] {
  if (fullName.length > LONGEST_NAME) return [];
  if (fullName.includes(',')) {
    const split = splitAtComma(fullName);
    return split === null ? [] : [split];
  }
  const words = wordsOf(fullName);
  return words.slice(1).map((_, index) => ({
    firstName: words.slice(0, index + 1).join(' '),
    lastName: words.slice(index + 1).join(' '),
  }));
}

/**
 * The likeliest parts of a full name: the last word is the last name unless a comma says otherwise. Good for a search;
 * to verify somebody, try all `possibleSplits`. Null when there are no two parts.
 */
export const splitName = (fullName: string): GivenName | null => possibleSplits(fullName).at(-1) ?? null;
