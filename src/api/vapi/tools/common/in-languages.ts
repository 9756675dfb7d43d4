import type { Language } from '../../../../domain/language';

/** Words in every language that callers are answered in: for one more, the compiler names each place that lacks it. */
export const inLanguages =
  <Words>(words: Readonly<Record<Language, Words>>) =>
  (language: Language): Words =>
    words[language];
