import { wordReplyInSpanish } from './assistant.es';
import { BOOK_ANOTHER_IF_TAKEN, BOOK_FIRST, HEAR_TIMES } from './common-turns';
import { fullNameOf, MAYA, type Person } from './cast';
import { offeredSlots, type Heard, type OfferedSlot, type ToolAnswer } from './heard';
import type { Evidence, Expectation, Turn } from './script';

export const inSpanish = new Intl.DateTimeFormat('es-US', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

export const replyInSpanish = ({ answers }: Heard): string => {
  const answer = answers.at(-1);
  return answer === undefined ? '' : wordReplyInSpanish(answer);
};

/** The same tool call in a conversation that is held in Spanish. */
export const translated = (turn: Turn, caller: string): Turn => ({ ...turn, caller, assistant: replyInSpanish });

/** Words that no Spanish sentence has. */
const ENGLISH = /\b(?:the|and|is|was|not|with|office|caller|ask)\b/;
const isInSpanish = ({ status, text }: ToolAnswer): boolean => status !== '' && !ENGLISH.test(text);

/** Nothing of a visit may sound done before it is. */
const TOO_MUCH = /ya está en la agenda|(?<!no )está (?:reservada|confirmada)|quedó (?:reservada|confirmada)/;
const claimsTooMuch = ({ status, text }: ToolAnswer): boolean => status !== 'CONFIRMED' && TOO_MUCH.test(text);

const areSpanish = (slots: readonly OfferedSlot[]): boolean =>
  slots.length > 0 && slots.every(({ words }) => !/ [AP]M$/.test(words));

export const expectSpanish = ({ answers }: Evidence): Expectation[] => [
  { claim: 'every answer after the caller spoke Spanish was in Spanish', holds: answers.every(isInSpanish) },
  {
    claim: 'days and times were offered in Spanish words',
    holds: answers.some(({ tool, text }) => tool === 'check-availability' && areSpanish(offeredSlots(text))),
  },
  { claim: 'nothing was said to be booked before it was', holds: !answers.some(claimsTooMuch) },
];

const birthDayOf = ({ birthDate }: Person): string => inSpanish.format(Date.parse(birthDate));

/** The beginning of a call in Spanish on an English line. Said once: the rest of the call is answered in it. */
export const ASK_IN_SPANISH: readonly Turn[] = [
  {
    caller: 'Hola, ¿habla español? Necesito una limpieza dental.',
    assistant: 'Claro que sí, con mucho gusto. ¿Me da su nombre completo y su fecha de nacimiento?',
  },
  {
    caller: `${fullNameOf(MAYA)}, ${birthDayOf(MAYA)}.`,
    asks: {
      tool: 'search-patients',
      arguments: () => ({
        ...{ firstName: MAYA.firstName, lastName: MAYA.lastName, callLanguage: 'es' },
        dateOfBirth: birthDayOf(MAYA),
      }),
    },
    assistant: replyInSpanish,
  },
];

/** Hears times, and books the first of them. */
export const BOOK_IN_SPANISH: readonly Turn[] = [
  translated(HEAR_TIMES, 'Cualquier día, dentro de dos semanas más o menos.'),
  translated({ asks: BOOK_FIRST }, 'La primera, por favor.'),
  translated(BOOK_ANOTHER_IF_TAKEN, 'Ah. Entonces la primera de esas.'),
];

export const GOODBYE_IN_SPANISH: Turn = { caller: 'Muchas gracias. Adiós.', assistant: 'Gracias a usted. Adiós.' };
