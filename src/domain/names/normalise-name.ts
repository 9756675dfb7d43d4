import { withoutSuffix, withoutTitle } from './spoken-name';

/** Letters that Unicode does not take apart into a base letter and an accent. */
const UNSPLIT_LETTERS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ł', 'l'],
  ['ı', 'i'],
  ['þ', 'th'],
]);

const LATIN_ACCENTS = /[\u0300-\u036f]/g;
/** Marks of other scripts stay: there they are vowels, not ornaments. */
const NOT_OF_A_NAME = /[^\p{L}\p{N}\p{M}]/gu;

/**
 * A name reduced to what must be equal: case, accents, apostrophes, hyphens, dots and spaces are gone, so that
 * "O’Brien-Núñez" and "obrien nunez" are one. Speech recognition knows none of them. '' when no letter is left.
 */
export function normaliseName(name: string): string {
  const lower = name.normalize('NFKD').toLowerCase();
  const bare = lower.replace(LATIN_ACCENTS, '').replace(NOT_OF_A_NAME, '');
  const plain = bare.replace(/[ßæœøđðłıþ]/g, (letter) => UNSPLIT_LETTERS.get(letter) ?? letter);
  // Marks that have become neighbours have an order of their own.
  return plain.normalize('NFKD');
}

/** A name as a caller gave it. */
export interface GivenName {
  readonly firstName: string;
  readonly lastName: string;
}

/** A name as the PMS has it; parts that it does not have are ''. */
export interface NameOnFile {
  readonly firstName: string;
  readonly middleName: string;
  readonly lastName: string;
  readonly preferredName: string;
}

/** As it is compared. A suffix is told apart: people leave it out, and nobody is taken for another one. */
function foldLast(lastName: string): { readonly last: string; readonly suffix: string | null } {
  const { name, suffix } = withoutSuffix(lastName);
  return { last: normaliseName(name), suffix };
}

const foldFirst = (firstName: string): string => normaliseName(withoutTitle(firstName));

const isOther = (one: string | null, other: string | null): boolean => one !== null && other !== null && one !== other;

/**
 * Whether two full names are the same after folding. The first name may be the first, the preferred, or first and middle
 * together; the last name must be the whole one, also where it is double. Titles do not count, and a suffix ("Jr.") only
 * where both have one. Never by beginning, sound or likeness: this
 * decides who is shown a patient's data.
 */
export function fullNameMatches(given: GivenName, onFile: NameOnFile): boolean {
  // Behind a comma the suffix stands with the first name: "Ashgrove, Jordan Jr."
  const { name: firstName, suffix: behind } = withoutSuffix(given.firstName);
  const first = foldFirst(firstName);
  const said = foldLast(given.lastName);
  const filed = foldLast(onFile.lastName);
  if (first === '' || said.last === '' || said.last !== filed.last) return false;
  if (isOther(said.suffix ?? behind, filed.suffix)) return false;
  const firstOnFile = foldFirst(onFile.firstName);
  const withMiddle = firstOnFile === '' ? '' : firstOnFile + normaliseName(onFile.middleName);
  return [firstOnFile, withMiddle, normaliseName(onFile.preferredName)].includes(first);
}
