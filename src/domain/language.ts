/** Languages that callers are answered in. One more is one more entry here and one more file of words for each tool. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What speech and language models call them, beside tags such as `es-MX` (BCP 47). */
const NAMES: ReadonlyMap<string, Language> = new Map([
  ['english', 'en'],
  ['inglés', 'en'],
  ['ingles', 'en'],
  ['spanish', 'es'],
  ['español', 'es'],
  ['espanol', 'es'],
]);

/** `en`, `es-MX`, "Spanish" or "español"; null for a language that nobody is answered in. */
export function readLanguage(text: string): Language | null {
  const word = text.trim().toLowerCase();
  const [tag] = word.split(/[-_]/);
  return LANGUAGES.find((language) => language === tag) ?? NAMES.get(word) ?? null;
}
