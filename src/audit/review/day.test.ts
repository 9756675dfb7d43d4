import fc from 'fast-check';
import { CATCH_UP_DAYS, daysToReview, reviewDay } from './day';

const HOUR_MS = 3_600_000;
const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const zones = fc.constantFrom('UTC', 'America/New_York', 'America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kolkata');
const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2032-01-01'), noInvalidDate: true });

describe('reviewDay', () => {
  it.each([
    ['UTC', '2031-03-09', 24],
    ['America/New_York', '2031-03-09', 23],
    ['America/New_York', '2031-11-02', 25],
  ])('lasts in %s on %s %i hours', (zone, date, hours) => {
    const { from, until } = reviewDay(zone, date);
    expect(until.getTime() - from.getTime()).toBe(hours * HOUR_MS);
  });

  it('follows the day before without a gap, in every zone', () => {
    fc.assert(
      fc.property(zones, instants, (zone, now) => {
        const days = daysToReview(zone, { now, since: LONG_AGO, reviewed: new Set() });
        expect(days).toHaveLength(CATCH_UP_DAYS);
        for (const [i, day] of days.slice(1).entries()) expect(day.from).toEqual(days[i]?.until);
      }),
    );
  });
});

describe('daysToReview', () => {
  it('takes the last day as soon as its last requests must be over, and no day that is not', () => {
    fc.assert(
      fc.property(zones, instants, (zone, now) => {
        const last = daysToReview(zone, { now, since: LONG_AGO, reviewed: new Set() }).at(-1);
        const sinceEndMs = now.getTime() - (last?.until.getTime() ?? 0);
        expect(sinceEndMs).toBeGreaterThanOrEqual(15 * 60_000);
        expect(sinceEndMs).toBeLessThan(25 * HOUR_MS + 15 * 60_000);
      }),
    );
  });

  const now = new Date('2031-03-12T05:30:00Z');
  const datesOf = (since: string, ...reviewed: string[]): string[] =>
    daysToReview('UTC', { now, since: new Date(since), reviewed: new Set(reviewed) }).map(({ date }) => date);

  it('leaves out what was reviewed and what was before the account', () => {
    expect(datesOf('2031-03-08T23:00:00Z', '2031-03-10')).toEqual(['2031-03-08', '2031-03-09', '2031-03-11']);
    expect(datesOf('2031-03-12T00:00:00Z')).toEqual([]);
  });

  it('looks back a week and no further', () => {
    expect(datesOf('2020-01-01T00:00:00Z')[0]).toBe('2031-03-05');
  });
});
