import fc from 'fast-check';
import { PmsErrorCode } from '../domain/pms-errors';
import { isDeadKey, refusalError } from './errors';

const own = (httpStatus: number, sikkaCode: string | null = null) =>
  refusalError({ httpStatus, sikkaCode, isSikkasOwn: true, retryAfterMs: null });

describe('refusalError', () => {
  it.each([
    [400, 'API1020', PmsErrorCode.refused, false],
    [400, 'API1025', PmsErrorCode.auth, true],
    [401, 'API2003', PmsErrorCode.auth, false],
    [401, 'API2004', PmsErrorCode.accessRevoked, false],
    [401, 'API2007', PmsErrorCode.accessRevoked, false],
    [404, 'API2009', PmsErrorCode.notFound, false],
    [410, 'API2018', PmsErrorCode.notFound, false],
    [405, 'API2014', PmsErrorCode.refused, false],
    [409, 'API2013', PmsErrorCode.conflict, false],
    [412, 'API2017', PmsErrorCode.utilityOffline, true],
    [415, 'API1006', PmsErrorCode.refused, false],
    [422, 'API2019', PmsErrorCode.refused, false],
    [429, null, PmsErrorCode.rateLimited, true],
    [429, 'API2011', PmsErrorCode.rateLimited, false],
    [500, 'API2010', PmsErrorCode.notReady, true],
    [500, 'API2001', PmsErrorCode.unavailable, true],
    [503, 'API2002', PmsErrorCode.unavailable, true],
    [504, 'API2022', PmsErrorCode.unavailable, true],
    [302, null, PmsErrorCode.unreadable, false],
  ])('takes %i %s as %s', (status, sikkaCode, code, isRetryable) => {
    expect(own(status, sikkaCode)).toMatchObject({ code, isRetryable, httpStatus: status, sikkaCode });
  });

  it('judges the HTTP class first: a code of another class does not count', () => {
    expect(own(500, 'API2004').code).toBe(PmsErrorCode.unavailable);
    expect(own(400, 'API2010').code).toBe(PmsErrorCode.refused);
  });

  it('proves that a write was not taken for no status but those of the closed list, and only by Sikka itself', () => {
    const proof = [400, 401, 405, 409, 412, 415, 422, 429];
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.boolean(), (httpStatus, isSikkasOwn) => {
        const { writeOutcome } = refusalError({ httpStatus, isSikkasOwn, sikkaCode: null, retryAfterMs: null });
        return (writeOutcome === 'not-accepted') === (isSikkasOwn && proof.includes(httpStatus));
      }),
      { numRuns: 600 },
    );
  });
});

describe('isDeadKey', () => {
  it('is for 400 API1025 and 401 API2003', () => {
    expect(isDeadKey(own(400, 'API1025'))).toBe(true);
    expect(isDeadKey(own(401, 'API2003'))).toBe(true);
  });
  it('is not for other codes, statuses or speakers', () => {
    expect(isDeadKey(own(401, 'API2004'))).toBe(false);
    expect(isDeadKey(own(401))).toBe(false);
    expect(isDeadKey(own(500, 'API1025'))).toBe(false);
  });
});
