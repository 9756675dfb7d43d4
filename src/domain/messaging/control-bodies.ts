import { Phi, reveal } from '../phi';
import { Secret } from '../secret';

/** Words for a call; wrapped where they say anything about a patient. */
export type CallWords = Phi<string> | string;

const wordsOf = (words: CallWords): string => (words instanceof Phi ? reveal(words) : words);

/** Tells the assistant something and has it speak at once. Vapi refuses keys that it does not know. */
export const addMessageBody = (words: CallWords): Secret =>
  new Secret(
    JSON.stringify({
      type: 'add-message',
      message: { role: 'system', content: wordsOf(words) },
      triggerResponseEnabled: true,
    }),
  );

export interface TransferTarget {
  /** E.164. */
  readonly number: string;
  /** Dialled once it is answered; null: none. */
  readonly extension: string | null;
  /** What the caller hears before it rings. */
  readonly content: CallWords;
}

/** Where Vapi is to put a caller through. Without a plan it is a blind transfer, the only one that every line can do. */
export const numberDestination = ({ number, extension }: Pick<TransferTarget, 'number' | 'extension'>) => ({
  type: 'number' as const,
  number,
  ...(extension === null ? {} : { extension }),
});

/** Connects the caller with a number. */
export const transferBody = ({ content, ...target }: TransferTarget): Secret =>
  new Secret(JSON.stringify({ type: 'transfer', destination: numberDestination(target), content: wordsOf(content) }));

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * Whether an answer complains. Vapi answers 200 to a body that it does not take, and says so in the text only: "property
 * ... should not exist" (reported by its users).
 */
export function complains(answer: string): boolean {
  if (/should not exist|must be (?:a|an|one of)\b|bad request/i.test(answer)) return true;
  const parsed = parse(answer);
  if (!isRecord(parsed)) return false;
  const { error, success, statusCode } = parsed;
  const hasError = error !== undefined && error !== null && error !== false && error !== '';
  return hasError || success === false || (typeof statusCode === 'number' && statusCode >= 400);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
