import { AxiosError } from 'axios';
import { PmsErrorCode } from '../domain/pms-errors';
import { connectionFailure } from './connection-failure';

const failureOf = (cause: unknown): AxiosError => Object.assign(new AxiosError('canary'), { cause });
const coded = (code: string): Error => Object.assign(new Error('canary'), { code });

it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('%s proves that nothing was sent', (code) => {
  expect(connectionFailure(failureOf(coded(code)))).toMatchObject({ writeOutcome: 'not-accepted', isRetryable: true });
});

it.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EPROTO', ''])('%s proves nothing', (code) => {
  expect(connectionFailure(failureOf(coded(code)))).toMatchObject({ writeOutcome: 'unknown', isRetryable: true });
});

it('is proof for a host of several addresses only when every one of them refused', () => {
  const refused = coded('ECONNREFUSED');
  const all = new AggregateError([refused, refused]);
  const some = Object.assign(new AggregateError([refused, coded('ETIMEDOUT')]), { code: 'ECONNREFUSED' });
  expect(connectionFailure(failureOf(all)).writeOutcome).toBe('not-accepted');
  expect(connectionFailure(failureOf(some)).writeOutcome).toBe('unknown');
});

it('keeps nothing of what was thrown', () => {
  for (const thrown of [failureOf(coded('canary')), 'canary', null]) {
    const error = connectionFailure(thrown);
    expect(error.code).toBe(PmsErrorCode.unavailable);
    expect(JSON.stringify(error)).not.toContain('canary');
  }
});
