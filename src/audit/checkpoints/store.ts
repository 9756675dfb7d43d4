import type { CheckpointDocument } from './document';

/** Where checkpoints are kept, out of the reach of whoever can change the database. What is there is never overwritten. */
export interface CheckpointStore {
  /** `exists`: there is one of that number already, which stays as it is. */
  put(number: number, document: CheckpointDocument): Promise<'stored' | 'exists'>;
  /** What lies there under that number, unjudged; null: nothing. Text that is no JSON is handed on as text. */
  read(number: number): Promise<unknown>;
  /** In the order of their numbers. @param from the lowest number that is wanted */
  list(from?: number): AsyncIterable<StoredCheckpoint>;
}

export interface StoredCheckpoint {
  readonly number: number;
  /** Unjudged: see `verifyCheckpoint`. */
  readonly document: unknown;
}

const FOLDER = 'checkpoints';

/** What a checkpoint is called in any store: `checkpoints/000000000001.json`. */
export const checkpointName = (number: number): string => `${FOLDER}/${String(number).padStart(12, '0')}.json`;

/** The number in such a name; null for anything else that lies there. */
export function checkpointNumber(name: string): number | null {
  const digits = /^checkpoints\/(\d{12})\.json$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The JSON in a text, or the text itself where it is none: what was damaged is for the verifier to report. */
export function parseStored(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
