import type { EntityManager } from 'typeorm';
import type { SaidAbout } from '../domain/messaging/news';
import type { Phi } from '../domain/phi';
import type { PhiCipher } from './phi-cipher';

/** One line of the ledger: what was promised to whom, in what words, over which channel. */
export interface NewPromise {
  readonly accountId: string;
  readonly integrationId: string;
  readonly callSessionId: string;
  /** What it is about; both null where a wish became a task without ever being a booking or a change. */
  readonly bookingId: string | null;
  readonly changeId: string | null;
  /** The operation that an answer is about: a wish may end without a row of its own. */
  readonly operationKey?: string;
  readonly patientIndex: string | null;
  readonly channel: 'answer' | 'live-call' | 'text';
  /** The status word of an answer, else `confirmed`, `not-done` or `with-staff`. */
  readonly statusWord: string;
  readonly words: Phi<string>;
}

/** Names the place of the words to the cipher. */
export const PROMISE_WORDS = 'promises.words';

const COLUMNS: readonly (readonly [column: string, type: string])[] = [
  ['account_id', 'uuid'],
  ['integration_id', 'uuid'],
  ['call_session_id', 'uuid'],
  ['booking_id', 'uuid'],
  ['change_id', 'uuid'],
  ['patient_index', 'text'],
  ['channel', 'text'],
  ['status_word', 'text'],
  ['words', 'bytea'],
  ['operation_key', 'text'],
];

/** Adds a line of `promiseValues`, which are the parameters from `$first` on; a WHERE may follow. */
export const insertPromiseFrom = (first: number): string =>
  `INSERT INTO promises (${COLUMNS.map(([column]) => column).join(', ')})
     SELECT ${COLUMNS.map(([, type], i) => `$${String(first + i)}::${type}`).join(', ')}`;

/** The values of one line, all null where there is none. */
export async function promiseValues(cipher: PhiCipher, promise: NewPromise | null): Promise<unknown[]> {
  if (promise === null) return COLUMNS.map(() => null);
  const { accountId, integrationId, callSessionId, bookingId, changeId, patientIndex, channel, statusWord } = promise;
  const words = await cipher.seal(accountId, PROMISE_WORDS, promise.words);
  const about = [bookingId, changeId, patientIndex];
  return [accountId, integrationId, callSessionId, ...about, channel, statusWord, words, promise.operationKey ?? null];
}

/** Puts a promise on record, in the transaction that lets it out. Lines are never changed. */
export async function recordPromise(tx: EntityManager, cipher: PhiCipher, promise: NewPromise): Promise<void> {
  await tx.query(insertPromiseFrom(1), await promiseValues(cipher, promise));
}

/** Whether one of the answers that left said how it ended: `confirmed` in that word, anything else in one of an end. */
export async function wasEndSaid(tx: EntityManager, about: SaidAbout, isConfirmed: boolean): Promise<boolean> {
  const [column, value] =
    'bookingId' in about
      ? ['booking_id', about.bookingId]
      : 'changeId' in about
        ? ['change_id', about.changeId]
        : ['operation_key', about.operationKey];
  const words = isConfirmed ? `= 'CONFIRMED'` : `NOT IN ('WORKING', 'SENT', 'CONFIRMED')`;
  const rows = await tx.query<unknown[]>(
    `SELECT FROM promises
      WHERE account_id = $1 AND ${column} = $2 AND channel = 'answer' AND status_word ${words} LIMIT 1`,
    [about.accountId, value],
  );
  return rows.length > 0;
}
