import fc from 'fast-check';
import type { PmsWeekSchedule } from '../pms';
import { addDays, toInstant, toLocal } from '../time/practice-time';
import { createOpeningHours } from './opening-hours';

const ZONE = 'America/New_York';
const MORNING = { startMinutes: 8 * 60, endMinutes: 12 * 60 };
const AFTERNOON = { startMinutes: 13 * 60, endMinutes: 17 * 60 };

const day = (date: string, intervals: PmsWeekSchedule['days'][number]['intervals'], isHoliday = false) => ({
  date,
  isHoliday,
  intervals,
});
const practice = (...days: PmsWeekSchedule['days'][number][]): PmsWeekSchedule[] => [
  { resourceType: 'practice', resourceId: '1', days },
];
/** Monday March 3 to Wednesday, with a holiday on Tuesday. */
const WEEK = practice(
  day('2031-03-03', [MORNING, AFTERNOON]),
  day('2031-03-04', [MORNING, AFTERNOON], true),
  day('2031-03-05', [MORNING, AFTERNOON]),
);
const at = (date: string, time: string): Date => {
  const instant = toInstant(ZONE, date, time);
  if (!instant.ok) throw new Error(instant.error);
  return instant.value;
};
const local = (instant: Date | null): string => {
  if (instant === null) return 'never';
  const { date, time } = toLocal(ZONE, instant);
  return `${date} ${time}`;
};

describe('opening hours', () => {
  const hours = createOpeningHours(ZONE, WEEK);

  it.each([
    ['2031-03-03', '07:59', 'closed'],
    ['2031-03-03', '08:00', 'open'],
    ['2031-03-03', '12:00', 'closed'],
    ['2031-03-03', '13:00', 'open'],
    ['2031-03-03', '17:00', 'closed'],
    ['2031-03-04', '10:00', 'closed'],
    ['2031-03-09', '10:00', 'unknown'],
  ])('on %s at %s: %s', (date, time, state) => {
    expect(hours.stateAt(at(date, time))).toBe(state);
  });

  it.each([
    ['in the middle of a morning', '2031-03-03', '09:10', '2031-03-03 10:10'],
    ['at night', '2031-03-03', '03:00', '2031-03-03 09:00'],
    ['when lunch lies between', '2031-03-03', '11:30', '2031-03-03 13:30'],
    ['shortly before closing, with a holiday next', '2031-03-03', '16:45', '2031-03-05 08:45'],
    ['after closing', '2031-03-03', '18:00', '2031-03-05 09:00'],
    ['when no opening is known any more', '2031-03-05', '17:00', 'never'],
  ])('an hour of opening time %s', (_when, date, time, due) => {
    expect(local(hours.afterOpenMinutes(at(date, time), 60))).toBe(due);
  });

  it('counts by the clock of the practice when its clocks change', () => {
    // New York springs forward on Sunday 2031-03-09 at 02:00.
    const weekend = createOpeningHours(
      ZONE,
      practice(day('2031-03-08', [MORNING]), day('2031-03-09', []), day('2031-03-10', [MORNING])),
    );
    expect(local(weekend.afterOpenMinutes(at('2031-03-08', '20:00'), 60))).toBe('2031-03-10 09:00');
    const night = createOpeningHours(ZONE, practice(day('2031-03-09', [{ startMinutes: 60, endMinutes: 300 }])));
    expect(local(night.afterOpenMinutes(at('2031-03-09', '01:30'), 60))).toBe('2031-03-09 03:30');
  });

  it('never answers with an instant before that much time has passed, nor one at which the practice is closed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 * 1440 }), fc.integer({ min: 1, max: 300 }), (fromMinutes, minutes) => {
        const from = new Date(at(addDays('2031-03-02', 0), '00:00').getTime() + fromMinutes * 60_000);
        const due = hours.afterOpenMinutes(from, minutes);
        if (due === null) return;
        expect(due.getTime() - from.getTime()).toBeGreaterThanOrEqual(minutes * 60_000);
        expect(hours.stateAt(new Date(due.getTime() - 1))).toBe('open');
      }),
    );
  });
});
