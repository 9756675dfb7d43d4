import { inLanguages } from '../common/in-languages';
import { english } from './say';
import { spanish } from './say.es';

export const availabilityWords = inLanguages({ en: english, es: spanish });
