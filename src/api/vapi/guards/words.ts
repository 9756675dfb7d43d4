import { inLanguages } from '../tools/common/in-languages';
import { english } from './say';
import { spanish } from './say.es';

export const guardWords = inLanguages({ en: english, es: spanish });
