/** Vapi reads line breaks in an answer badly, and the whole answer goes to the language model. */
const MAX_CHARS = 500;

const BLANKS = /[\s\p{Cc}\p{Z}]+/gu;
/** Marks that cannot be seen or heard, and half characters. */
const INAUDIBLE = /[\p{Cf}\p{Cs}]/gu;
/** The end of a sentence: a full stop after a title or an initial is none, and neither is one inside "10 a.m. on". */
const SENTENCE_END = /(?<!\b(?:Dr|Mr|Mrs|Ms|St|Ave|Jr|Sr|No|[A-Za-z]))[.?!](?= \p{Lu})/gu;

/** One line of at most 500 characters. What is too long ends after its last whole sentence, else after a whole word. */
export function fitAnswer(text: string): string {
  const line = text.replace(INAUDIBLE, '').replace(BLANKS, ' ').trim();
  if (line.length <= MAX_CHARS) return line;
  const lastEnd = [...line.matchAll(SENTENCE_END)].map(({ index }) => index + 1).findLast((end) => end <= MAX_CHARS);
  return lastEnd === undefined ? cutAtWord(line) : line.slice(0, lastEnd);
}

function cutAtWord(line: string): string {
  const start = line.slice(0, MAX_CHARS - 1);
  const lastBlank = line.charAt(MAX_CHARS - 1) === ' ' ? start.length : start.lastIndexOf(' ');
  const whole = lastBlank > 0 ? start.slice(0, lastBlank) : start.replace(INAUDIBLE, '');
  return `${whole}…`;
}
