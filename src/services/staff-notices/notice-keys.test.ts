import fc from 'fast-check';
import { noticeKeys } from './notice-keys';

const PRACTICE = { accountId: 'a', integrationId: 'i' };
const TEN_MINUTES_MS = 600_000;
const keysAt = (ms: number, integrationId = 'i') => noticeKeys({ ...PRACTICE, integrationId }, new Date(ms));

describe('two texts to one practice', () => {
  it('collide within ten minutes and at no time after eleven, wherever the first one fell', () => {
    const start = fc.integer({ min: 1.9e12, max: 1.96e12 });
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: TEN_MINUTES_MS }), (first, laterMs) => {
        expect(keysAt(first + laterMs).recent).toContain(keysAt(first).own);
      }),
    );
    fc.assert(
      fc.property(start, fc.integer({ min: TEN_MINUTES_MS + 60_000, max: 1e9 }), (first, laterMs) => {
        expect(keysAt(first + laterMs).recent).not.toContain(keysAt(first).own);
      }),
    );
  });

  it('do not collide with those of another practice', () => {
    expect(keysAt(1.9e12).recent).not.toContain(keysAt(1.9e12, 'other').own);
  });
});
