import type { AnswerHints } from '../answer-hints';
import { NO_HINTS } from '../answer-hints';
import { phi } from '../../domain/phi';
import { connectionError, refusalError, timeoutError } from '../errors';
import { fail, succeed } from '../reply';
import type { GovernorObserver } from './observer';
import type { OfficeRef } from '../../domain/office-ref';
import type { SentReply } from './port';

/** Parts for tests of the governor: an office that answers when told to, and an observer that remembers. */

export const NORTH: OfficeRef = { accountId: '5f0c5d6e-0000-4000-8000-000000000001', officeId: 'Z00001' };
export const SOUTH: OfficeRef = { accountId: '5f0c5d6e-0000-4000-8000-000000000001', officeId: 'Z00002' };

export const withRate = (
  rateLimit: number | null,
  rateRemaining: number | null,
  rateResetMs: number | null,
): AnswerHints => ({ ...NO_HINTS, rateLimit, rateRemaining, rateResetMs });

export const answered = (hints: AnswerHints = NO_HINTS): SentReply => ({
  ...succeed({ status: 200, body: phi(null) }, []),
  hints,
});

export const refused = (httpStatus: number, sikkaCode: string | null, hints: AnswerHints = NO_HINTS): SentReply => ({
  ...fail(refusalError({ httpStatus, sikkaCode, isSikkasOwn: true, retryAfterMs: hints.rateResetMs }), []),
  hints,
});

export const timedOut = (): SentReply => ({ ...fail(timeoutError(true), []), hints: NO_HINTS });
export const notConnected = (): SentReply => ({ ...fail(connectionError(true), []), hints: NO_HINTS });

export interface WaitingOffice {
  /** What arrived, in order. */
  readonly arrived: readonly string[];
  /** Requests that have no answer yet. */
  waiting(): string[];
  /** The `send` of a request that is answered when told. */
  request(name: string): () => Promise<SentReply>;
  answer(name: string, reply?: SentReply): void;
}

export function createWaitingOffice(): WaitingOffice {
  const arrived: string[] = [];
  const open = new Map<string, (reply: SentReply) => void>();
  return {
    arrived,
    waiting: () => [...open.keys()],
    request: (name) => () =>
      new Promise((resolve) => {
        arrived.push(name);
        open.set(name, resolve);
      }),
    answer(name, reply = answered()) {
      const resolve = open.get(name);
      if (resolve === undefined) throw new Error(`${name} did not arrive`);
      open.delete(name);
      resolve(reply);
    },
  };
}

export interface SeenObserver extends GovernorObserver {
  readonly events: string[];
}

export function createSeenObserver(): SeenObserver {
  const events: string[] = [];
  return {
    events,
    dailyCap: ({ officeId }, code) => events.push(`cap ${officeId} ${code}`),
    circuitChanged: ({ officeId }, state) => events.push(`circuit ${officeId} ${state}`),
    refused: (priority, reason) => events.push(`refused ${priority} ${reason}`),
    sharedBudgetFailed: (operation) => events.push(`failed ${operation}`),
  };
}
