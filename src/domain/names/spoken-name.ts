const TITLES: ReadonlySet<string> = new Set([
  ...['mr', 'mrs', 'ms', 'mx', 'miss', 'dr', 'doctor', 'prof', 'professor', 'reverend'],
  ...['senor', 'senora', 'senorita', 'srta', 'sra', 'doctora'],
]);
const SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['jr', 'jr'],
  ['junior', 'jr'],
  ['sr', 'sr'],
  ['senior', 'sr'],
  ['ii', '2'],
  ['iii', '3'],
  ['iv', '4'],
]);

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** A word as it is compared: lower case, without accents, dots and commas. */
const bare = (word: string): string =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** "Mrs. Maya" is Maya. A title alone is a name. */
export function withoutTitle(text: string): string {
  const words = wordsOf(text);
  while (words.length > 1 && TITLES.has(bare(words[0] ?? ''))) words.shift();
  return words.join(' ');
}

export interface NameAndSuffix {
  readonly name: string;
  /** The same for all ways to write it: "Jr.", "Junior"; null without one. */
  readonly suffix: string | null;
}

/** "Ashgrove Jr." is Ashgrove, the younger. A suffix alone is a name. */
export function withoutSuffix(text: string): NameAndSuffix {
  const words = wordsOf(text);
  const suffix = words.length > 1 ? SUFFIXES.get(bare(words.at(-1) ?? '')) : undefined;
  if (suffix === undefined) return { name: words.join(' '), suffix: null };
  return { name: words.slice(0, -1).join(' ').replace(/,$/, ''), suffix };
}

const SINGLE_LETTER = /^\p{L}\.?,?$/u;
const SPELT_WITH_HYPHENS = /^\p{L}(?:-\p{L}){2,}$/u;

/** "Maya B R I G H T" and "Maya B-R-I-G-H-T" are Maya BRIGHT, for a search. A letter by itself is an initial, and stays. */
export function joinSpelt(text: string): string {
  const joined: string[] = [];
  let run: string[] = [];
  const endRun = (): void => {
    if (run.length > 0) joined.push(run.map((letter) => letter.replace(/[.]/g, '')).join(''));
    run = [];
  };
  for (const word of wordsOf(text)) {
    if (SPELT_WITH_HYPHENS.test(word)) {
      endRun();
      joined.push(word.replaceAll('-', ''));
    } else if (SINGLE_LETTER.test(word)) {
      run.push(word);
      if (word.endsWith(',')) endRun();
    } else {
      endRun();
      joined.push(word);
    }
  }
  endRun();
  return joined.join(' ');
}
