/** What a text that came in asks for: the words that carriers and Twilio know, in English. */
export type TextKeyword = 'stop' | 'start' | 'help';

const WORDS: Readonly<Record<string, TextKeyword>> = {
  STOP: 'stop',
  STOPALL: 'stop',
  UNSUBSCRIBE: 'stop',
  CANCEL: 'stop',
  END: 'stop',
  QUIT: 'stop',
  REVOKE: 'stop',
  OPTOUT: 'stop',
  START: 'start',
  YES: 'start',
  UNSTOP: 'start',
  HELP: 'help',
  INFO: 'help',
};

/** Longer than any keyword with what people put around it. */
const LONGEST_TEXT = 64;

/** The keyword that a text consists of, whatever its case, blanks and punctuation; null for any other text. */
export function readKeyword(text: string): TextKeyword | null {
  if (text.length > LONGEST_TEXT) return null;
  const letters = text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
  return WORDS[letters.toUpperCase()] ?? null;
}
