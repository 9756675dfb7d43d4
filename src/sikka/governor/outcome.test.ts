import { NO_HINTS } from '../answer-hints';
import { timeoutError, unreadableError } from '../errors';
import { fail } from '../reply';
import { judgeOutcome } from './outcome';
import type { SentReply } from './port';
import { answered, notConnected, refused, timedOut } from './test-office';

const LONG_MS = 4_000;
const judge = (reply: SentReply, underWayMs = LONG_MS): string => judgeOutcome(reply, underWayMs, 2_000);

describe('the outcome of a request', () => {
  it.each([
    ['a time-out', timedOut()],
    ['a lost connection', notConnected()],
    ['500', refused(500, 'API2001')],
    ['503', refused(503, null)],
    ['504', refused(504, 'API2022')],
  ])('is a failure of the office for %s', (_, reply) => {
    expect(judge(reply)).toBe('failed');
  });

  it.each([
    ['2xx', answered()],
    ['400', refused(400, 'API1025')],
    ['401', refused(401, 'API2007')],
    ['404', refused(404, 'API2009')],
    ['408', refused(408, null)],
    ['412, its computer is off', refused(412, 'API2017')],
    ['429', refused(429, null)],
    ['500 API2010, no data yet', refused(500, 'API2010')],
    ['a body that cannot be read', { ...fail(unreadableError(200), []), hints: NO_HINTS }],
  ])('is an answer for %s', (_, reply) => {
    expect(judge(reply)).toBe('answered');
  });

  it('is nothing for a request that was given up early, or before it was sent', () => {
    expect(judge(timedOut(), 1_999)).toBe('nothing');
    expect(judge(timedOut(), 2_000)).toBe('failed');
    expect(judge({ ...fail(timeoutError(false), []), hints: NO_HINTS })).toBe('nothing');
  });
});
