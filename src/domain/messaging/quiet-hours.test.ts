import fc from 'fast-check';
import { DateTime } from 'luxon';
import { quietDelayMs, textTime } from './quiet-hours';

const HOUR_MS = 3_600_000;
const NEW_YORK = 'America/New_York';
const at = (local: string, zone = NEW_YORK): Date => DateTime.fromISO(local, { zone }).toJSDate();
const morningAfter = (local: string): string =>
  DateTime.fromMillis(at(local).getTime() + quietDelayMs(NEW_YORK, at(local)), { zone: NEW_YORK }).toFormat(
    "yyyy-MM-dd'T'HH:mm:ss.SSS",
  );

it.each(['2031-03-04T08:00', '2031-03-04T12:00', '2031-03-04T20:59:59.999'])('lets texts go by day: %s', (local) => {
  expect(quietDelayMs(NEW_YORK, at(local))).toBe(0);
});

it.each([
  ['2031-03-04T21:00', '2031-03-05T08:00:00.000'],
  ['2031-03-04T23:59:59.999', '2031-03-05T08:00:00.000'],
  ['2031-03-05T00:00', '2031-03-05T08:00:00.000'],
  ['2031-03-05T07:59:59.999', '2031-03-05T08:00:00.000'],
  ['2031-12-31T22:00', '2032-01-01T08:00:00.000'],
])('holds them back by night until eight: %s', (local, until) => {
  expect(morningAfter(local)).toBe(until);
});

it('counts the hour that a night has less or more when the clocks change', () => {
  expect(quietDelayMs(NEW_YORK, at('2031-03-08T22:00'))).toBe(9 * HOUR_MS);
  expect(quietDelayMs(NEW_YORK, at('2031-11-01T22:00'))).toBe(11 * HOUR_MS);
  expect(quietDelayMs(NEW_YORK, at('2031-03-04T22:00'))).toBe(10 * HOUR_MS);
});

it('goes by the clock of the practice and not by ours', () => {
  const now = new Date(Date.UTC(2031, 2, 4, 4));
  expect(quietDelayMs('America/Los_Angeles', now)).toBe(0);
  expect(quietDelayMs(NEW_YORK, now)).toBe(9 * HOUR_MS);
});

it('always ends by day, within half a day, and at once where it is day', () => {
  const zones = ['America/New_York', 'America/Phoenix', 'America/St_Johns', 'Pacific/Honolulu', 'Europe/London'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
      (zone, now) => {
        const delayMs = quietDelayMs(zone, now);
        const then = DateTime.fromMillis(now.getTime() + delayMs, { zone });
        expect(delayMs).toBeGreaterThanOrEqual(0);
        expect(delayMs).toBeLessThanOrEqual(12 * HOUR_MS);
        expect(then.hour).toBeGreaterThanOrEqual(8);
        expect(then.hour).toBeLessThan(21);
        expect(quietDelayMs(zone, then.toJSDate())).toBe(0);
      },
    ),
  );
});

describe('a text about a visit', () => {
  const time = (now: string, visit: string) => textTime(NEW_YORK, at(now), at(visit));

  it('goes out before it, or not at all', () => {
    expect(time('2031-03-04T12:00', '2031-03-04T14:00')).toEqual({ kind: 'at', delayMs: 0 });
    expect(time('2031-03-04T22:00', '2031-03-05T09:00')).toEqual({ kind: 'at', delayMs: 10 * HOUR_MS });
    expect(time('2031-03-04T22:00', '2031-03-05T08:00')).toEqual({ kind: 'too-late' });
    expect(time('2031-03-04T22:00', '2031-03-05T07:30')).toEqual({ kind: 'too-late' });
    expect(time('2031-03-04T12:00', '2031-03-04T11:00')).toEqual({ kind: 'too-late' });
  });

  it('waits for the morning where it is about none', () => {
    expect(textTime(NEW_YORK, at('2031-03-05T07:00'), null)).toEqual({ kind: 'at', delayMs: HOUR_MS });
  });
});
