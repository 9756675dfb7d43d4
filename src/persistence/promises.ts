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

/** Puts a promise on record, in the transaction that lets it out. Lines are never changed. */
export async function recordPromise(tx: EntityManager, cipher: PhiCipher, promise: NewPromise): Promise<void> {
  await tx.query(
    `INSERT INTO promises (account_id, integration_id, call_session_id, booking_id, change_id, patient_index, channel,
       status_word, words, operation_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      promise.accountId,
      promise.integrationId,
      promise.callSessionId,
      promise.bookingId,
      promise.changeId,
      promise.patientIndex,
      promise.channel,
      promise.statusWord,
      await cipher.seal(promise.accountId, PROMISE_WORDS, promise.words),
      promise.operationKey ?? null,
    ],
  );
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
