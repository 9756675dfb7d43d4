import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  addDays,
  daysBetween,
  isLocalDate,
  isLocalTime,
  isPracticeZone,
  minutesOf,
  timeOfMinutes,
  toInstant,
  todayIn,
  toLocal,
  weekdayOf,
} from './practice-time';

const NEW_YORK = 'America/New_York';

describe('toInstant', () => {
  it('places a wall time in the practice’s zone, summer and winter', () => {
    expect(toInstant(NEW_YORK, '2031-01-10', '10:30')).toEqual({ ok: true, value: new Date('2031-01-10T15:30:00Z') });
    expect(toInstant(NEW_YORK, '2031-07-10', '10:30')).toEqual({ ok: true, value: new Date('2031-07-10T14:30:00Z') });
  });

  it.each([
    ['02:00', 'nonexistent'],
    ['02:59', 'nonexistent'],
  ])('refuses %s on the night the clocks go forward', (time, error) => {
    expect(toInstant(NEW_YORK, '2031-03-09', time)).toEqual({ ok: false, error });
  });

  it('keeps the minutes on either side of the gap', () => {
    const before = toInstant(NEW_YORK, '2031-03-09', '01:59');
    const after = toInstant(NEW_YORK, '2031-03-09', '03:00');
    expect(before).toEqual({ ok: true, value: new Date('2031-03-09T06:59:00Z') });
    expect(after).toEqual({ ok: true, value: new Date('2031-03-09T07:00:00Z') });
  });

  it.each(['01:00', '01:59'])('refuses to choose between the two %s when the clocks go back', (time) => {
    expect(toInstant(NEW_YORK, '2031-11-02', time)).toEqual({ ok: false, error: 'ambiguous' });
  });

  it('has no doubtful time in a zone that keeps its clocks', () => {
    expect(toInstant('America/Phoenix', '2031-03-09', '02:30').ok).toBe(true);
    expect(toInstant('America/Phoenix', '2031-11-02', '01:30').ok).toBe(true);
  });

  it.each([
    ['Mars/Olympus', '2031-01-10', '10:30'],
    ['Eastern Standard Time', '2031-01-10', '10:30'],
    ['+05:00', '2031-01-10', '10:30'],
    [NEW_YORK, '2031-02-29', '10:30'],
    [NEW_YORK, '2031-01-10', '24:00'],
    [NEW_YORK, '2031-01-10', '9:30'],
  ])('calls zone %s, date %s, time %s invalid when one of them is', (zone, date, time) => {
    expect(toInstant(zone, date, time)).toEqual({ ok: false, error: 'invalid' });
  });

  it('gives back what the practice’s clock showed, for every instant that it shows once', () => {
    const zones = fc.constantFrom(
      NEW_YORK,
      'America/Phoenix',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'America/Havana',
    );
    const minute = fc.integer({ min: Date.UTC(2030, 0) / 60_000, max: Date.UTC(2033, 0) / 60_000 });
    fc.assert(
      fc.property(zones, minute, (zone, atMinute) => {
        const instant = new Date(atMinute * 60_000);
        const { date, time } = toLocal(zone, instant);
        const back = toInstant(zone, date, time);
        if (back.ok) expect(back.value).toEqual(instant);
        else {
          expect(back.error).toBe('ambiguous');
          const possible = DateTime.fromISO(`${date}T${time}`, { zone }).getPossibleOffsets();
          expect(possible.map((at) => at.toMillis())).toContain(instant.getTime());
          expect(possible).toHaveLength(2);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the calendar', () => {
  it('knows which days exist', () => {
    expect(['2032-02-29', '2031-12-31', '2000-02-29'].map(isLocalDate)).toEqual([true, true, true]);
    const none = [
      '2031-02-29',
      '2031-13-01',
      '2031-00-10',
      '2031-04-31',
      '31-01-01',
      '2031-1-1',
      '',
      '2031-01-01T00:00',
    ];
    expect(none.filter(isLocalDate)).toEqual([]);
  });

  it('knows which times exist', () => {
    expect(['00:00', '23:59', '24:00', '9:00', '10:60', '10:30:00'].map(isLocalTime)).toEqual([
      ...[true, true],
      ...[false, false, false, false],
    ]);
  });

  it('adds days across months, years and leap days', () => {
    expect(addDays('2032-02-28', 1)).toBe('2032-02-29');
    expect(addDays('2031-12-31', 1)).toBe('2032-01-01');
    expect(addDays('2031-03-01', -1)).toBe('2031-02-28');
    expect(daysBetween('2031-12-31', '2032-03-01')).toBe(61);
  });

  it('names the day of the week', () => {
    expect(['2031-03-10', '2031-03-11', '2031-03-16'].map(weekdayOf)).toEqual(['Monday', 'Tuesday', 'Sunday']);
  });

  it('takes today from the practice’s wall, not from UTC', () => {
    const lateEvening = new Date('2031-03-11T03:30:00Z');
    expect(todayIn(NEW_YORK, lateEvening)).toBe('2031-03-10');
    expect(todayIn('Pacific/Honolulu', lateEvening)).toBe('2031-03-10');
    expect(todayIn('Europe/Madrid', lateEvening)).toBe('2031-03-11');
  });

  it('refuses to reckon with what is not a date, a time or a zone', () => {
    expect(() => addDays('tomorrow', 1)).toThrow(RangeError);
    expect(() => weekdayOf('2031-02-30')).toThrow(RangeError);
    expect(() => minutesOf('noon')).toThrow(RangeError);
    expect(() => todayIn('Nowhere/Town', new Date(0))).toThrow(RangeError);
  });

  it('turns minutes into a time and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => {
        expect(minutesOf(timeOfMinutes(minutes))).toBe(minutes);
      }),
    );
  });

  it('takes IANA names only', () => {
    expect([NEW_YORK, 'UTC'].map(isPracticeZone)).toEqual([true, true]);
    expect(['', '+05:00', 'Eastern Standard Time'].map(isPracticeZone)).toEqual([false, false, false]);
  });
});
