import type { Language } from '../language';

/** What a caller hears before it rings. That it has begun is all that is known then. */
export const HOLD_WORDS: Readonly<Record<Language, string>> = {
  en: 'One moment, I am putting you through to the office.',
  es: 'Un momento, le comunico con el consultorio.',
};
