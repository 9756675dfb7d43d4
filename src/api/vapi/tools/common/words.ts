import { inLanguages } from './in-languages';
import { english } from './say';
import { spanish } from './say.es';

export const commonWords = inLanguages({ en: english, es: spanish });
