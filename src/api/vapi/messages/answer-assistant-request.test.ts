import type { Database } from '../../../persistence/database';
import { answerAssistantRequest } from './answer-assistant-request';

const CALL = {
  id: 'call-1',
  type: 'inboundPhoneCall',
  phoneNumberId: 'num-1',
  assistantId: null,
  customerNumber: null,
  controlUrl: null,
  assistantLanguage: null,
} as const;

const ask = (run: () => Promise<unknown>, onError = jest.fn()) => {
  const now = (): Date => new Date();
  const deps = { database: { run } as unknown as Database, now, onError };
  return answerAssistantRequest(deps, CALL, now().getTime());
};

it('answers within Vapi’s time where Postgres does not', async () => {
  jest.useFakeTimers();
  const answer = ask(() => new Promise(() => undefined));
  await jest.advanceTimersByTimeAsync(5_000);
  expect(await answer).toEqual({ error: expect.stringContaining('911') as string });
  jest.useRealTimers();
});

it('answers with words for the caller where Postgres fails, and tells of it', async () => {
  const onError = jest.fn();
  const answer = await ask(() => Promise.reject(new Error('no database')), onError);
  expect(answer).toEqual({ error: expect.stringContaining('nobody can take your call') as string });
  expect(onError).toHaveBeenCalledTimes(1);
});
