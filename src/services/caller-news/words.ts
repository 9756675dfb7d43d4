import type { Language } from '../../domain/language';
import type { News } from '../../domain/messaging/news';
import { phi, type Phi } from '../../domain/phi';
import type { NewsAbout } from '../../persistence/news-subject';
import { english, type Words } from './say';
import { spanish } from './say.es';

const WORDS: Readonly<Record<Language, Words>> = { en: english, es: spanish };

type Told = Pick<NewsAbout, 'what' | 'code' | 'visit' | 'language'>;

/** What the assistant is told in the middle of a call, as a system message. */
export const liveWords = (told: Told, news: News): Phi<string> => phi(WORDS[told.language].live[told.what][news](told));

/** The text about something that is confirmed. */
export const textWords = (practiceName: string, told: Pick<Told, 'what' | 'visit' | 'language'>): Phi<string> =>
  phi(WORDS[told.language].text(practiceName, told));
