/** P for a patient, S for an offered time, A for an appointment. */
export type CodeLetter = 'P' | 'S' | 'A';

/** Beyond this it is a speech and no code. */
const MAX_CHARS = 80;

const PATTERNS: Readonly<Record<CodeLetter, RegExp>> = { P: patternOf('P'), S: patternOf('S'), A: patternOf('A') };

/** The letter and its number by themselves, with at most one mark or blank between: `S1`, `s-1`, `S 1`, `(S1)`. */
function patternOf(letter: CodeLetter): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${letter}[ #._-]?0{0,3}([1-9][0-9]{0,3})(?![\\p{L}\\p{N}])`, 'giu');
}

/**
 * The one code that a text holds, as we wrote it: `slot S1.` and `s-1` are `S1`. Null where it holds none, or two that
 * differ: nobody is to have a visit booked on a guess. Whether the code was handed out in this call is not known here.
 */
export function readShortCode(letter: CodeLetter, text: string): string | null {
  if (text.length > MAX_CHARS) return null;
  const numbers = [...text.normalize('NFKC').matchAll(PATTERNS[letter])].map((match) => match[1]);
  const [number, ...others] = new Set(numbers);
  return number === undefined || others.length > 0 ? null : `${letter}${number}`;
}
