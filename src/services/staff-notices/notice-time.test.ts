import fc from 'fast-check';
import { DateTime } from 'luxon';
import { isNoticeTime } from './notice-time';

const ZONE = 'America/New_York';
const at = (text: string): Date => DateTime.fromISO(text, { zone: ZONE }).toJSDate();
const LATER = at('2031-06-12T12:00');

describe('the people of a practice', () => {
  it.each([
    ['06:59', false],
    ['07:00', true],
    ['12:00', true],
    ['20:59', true],
    ['21:00', false],
    ['23:30', false],
    ['00:15', false],
  ])('are texted at %s by their own clock: %s', (time, may) => {
    expect(isNoticeTime(ZONE, at(`2031-06-10T${time}`), LATER)).toBe(may);
  });

  it('are texted by night only about what is due before the morning', () => {
    const night = at('2031-06-10T22:30');
    expect(isNoticeTime(ZONE, night, at('2031-06-11T06:59'))).toBe(true);
    expect(isNoticeTime(ZONE, night, at('2031-06-11T07:00'))).toBe(false);
    expect(isNoticeTime(ZONE, night, at('2031-06-10T20:00'))).toBe(true);
  });

  it('have their morning at seven on the nights when the clocks are changed', () => {
    for (const [eve, date] of [
      ['2031-03-08', '2031-03-09'],
      ['2031-11-01', '2031-11-02'],
    ]) {
      expect(isNoticeTime(ZONE, at(`${String(eve)}T23:00`), at(`${String(date)}T06:59`))).toBe(true);
      expect(isNoticeTime(ZONE, at(`${String(eve)}T23:00`), at(`${String(date)}T07:00`))).toBe(false);
    }
  });

  it('wait at most ten hours and an hour of changed clocks, whatever the zone and the time', () => {
    const zones = ['America/New_York', 'Pacific/Honolulu', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 1.9e12, max: 1.96e12 }), (zone, nowMs) => {
        const never = new Date(nowMs + 1e12);
        const hours = Array.from({ length: 12 }, (_, hour) => new Date(nowMs + hour * 3_600_000));
        expect(hours.some((hour) => isNoticeTime(zone, hour, never))).toBe(true);
      }),
    );
  });
});
