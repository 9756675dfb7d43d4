import fc from 'fast-check';
import { DateTime } from 'luxon';
import { addDays, clockOfMinutes, dayNumber, isCalendarDate, minutesOfClock, weekdayOf, weekStartOf } from './time';

const anyDate = fc.integer({ min: -20_000, max: 20_000 }).map((days) => addDays('2026-01-01', days));

describe('calendar arithmetic', () => {
  it('agrees with luxon on dates, weekdays and distances', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -400, max: 400 }), (date, days) => {
        const there = DateTime.fromISO(date, { zone: 'utc' }).plus({ days });
        expect(addDays(date, days)).toBe(there.toFormat('yyyy-MM-dd'));
        expect(weekdayOf(date)).toBe(DateTime.fromISO(date, { zone: 'utc' }).weekday % 7);
        expect(dayNumber(addDays(date, days)) - dayNumber(date)).toBe(days);
        expect(weekdayOf(weekStartOf(date))).toBe(0);
      }),
    );
  });

  it('reads back the clock that it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_439 }), (minutes) => minutesOfClock(clockOfMinutes(minutes)) === minutes),
    );
  });

  it('knows a date from a text that looks like one', () => {
    expect(['2028-02-29', '2027-02-29', '2027-2-9', ''].map(isCalendarDate)).toEqual([true, false, false, false]);
  });
});
