/**
 * The first word of every answer to the assistant, and the channel that it travels in. A `result` says what we know; an
 * `error` says plainly that nothing was done, because a model that reads an unclear error may invent a success.
 */
const CHANNEL_OF_STATUS = {
  /** A read was answered. */
  OK: 'result',
  /** The write reached the PMS middleware and its write-back id is stored; not confirmed yet. */
  SENT: 'result',
  /** The write-back completed. */
  CONFIRMED: 'result',
  /** The outcome is not known yet; it follows later. */
  WORKING: 'result',
  /** The practice's staff will do it. */
  TASK: 'result',
  'NOT FOUND': 'result',
  /** Something is missing or wrong that the caller can give. */
  NEED: 'error',
  'NOT DONE': 'error',
  UNAVAILABLE: 'error',
} as const;

export type StatusWord = keyof typeof CHANNEL_OF_STATUS;
type AnswerChannel = (typeof CHANNEL_OF_STATUS)[StatusWord];

/** What the assistant is told: `text` begins with a status word, and that word belongs to `channel`. */
export interface ToolText {
  readonly channel: AnswerChannel;
  readonly text: string;
}

/** Puts the status word before the fact and the next step: `toolText('NOT DONE', 'that time was just taken. ...')`. */
export function toolText(status: StatusWord, factAndNextStep: string): ToolText {
  return { channel: CHANNEL_OF_STATUS[status], text: `${status}: ${factAndNextStep}` };
}

/** The word that a text begins with. */
export const statusWordOf = ({ text }: ToolText): string => text.slice(0, text.indexOf(':'));
