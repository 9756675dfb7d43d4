import * as fc from 'fast-check';
import type { PmsWeekSchedule } from '../pms';
import { createDayClock } from '../time/day-clock';
import { minutesOf, toLocal } from '../time/practice-time';
import { createWorkingHours, toInstantSpans } from './working-hours';

const DATE = '2031-03-10';
type Day = PmsWeekSchedule['days'][number];

const row = (
  resourceType: PmsWeekSchedule['resourceType'],
  resourceId: string,
  hours: readonly (readonly [number, number])[],
  day: Partial<Day> = {},
): PmsWeekSchedule => ({
  resourceType,
  resourceId,
  days: [
    {
      date: DATE,
      isHoliday: false,
      intervals: hours.map(([start, end]) => ({ startMinutes: start * 60, endMinutes: end * 60 })),
      ...day,
    },
  ],
});
const hoursOf = (rows: readonly PmsWeekSchedule[], who = {}): unknown =>
  createWorkingHours(rows)
    .minutesOn(DATE, who)
    ?.map(({ start, end }) => [start / 60, end / 60]) ?? null;

const PRACTICE = row('practice', '1-1', [
  [8, 12],
  [13, 17],
]);

describe('createWorkingHours', () => {
  it('keeps the lunch break', () => {
    expect(hoursOf([PRACTICE])).toEqual([
      [8, 12],
      [13, 17],
    ]);
  });

  it('gives a provider without a schedule the practice’s hours', () => {
    expect(hoursOf([PRACTICE, row('provider', 'PRV2', [])], { providerId: 'PRV1' })).toEqual([
      [8, 12],
      [13, 17],
    ]);
  });

  it('limits a provider to what both schedules say', () => {
    expect(hoursOf([PRACTICE, row('provider', 'PRV1', [[10, 20]])], { providerId: 'PRV1' })).toEqual([
      [10, 12],
      [13, 17],
    ]);
  });

  it('limits by an operatory as well', () => {
    const rows = [PRACTICE, row('provider', 'PRV1', [[10, 20]]), row('operatory', 'OP1', [[7, 14]])];
    expect(hoursOf(rows, { providerId: 'PRV1', operatory: 'OP1' })).toEqual([
      [10, 12],
      [13, 14],
    ]);
    expect(hoursOf(rows, { operatory: 'OP2' })).toEqual([
      [8, 12],
      [13, 17],
    ]);
  });

  it('does not mix a provider and an operatory of the same id', () => {
    expect(hoursOf([PRACTICE, row('operatory', 'X', [[9, 10]])], { providerId: 'X' })).toEqual([
      [8, 12],
      [13, 17],
    ]);
  });

  it('is closed on a holiday of the practice, whatever the provider’s row says', () => {
    const rows = [row('practice', '1-1', [[8, 17]], { isHoliday: true }), row('provider', 'PRV1', [[8, 17]])];
    expect(hoursOf(rows, { providerId: 'PRV1' })).toEqual([]);
  });

  it('is closed on a provider’s own holiday, and on a day without hours', () => {
    expect(
      hoursOf([PRACTICE, row('provider', 'PRV1', [[8, 17]], { isHoliday: true })], { providerId: 'PRV1' }),
    ).toEqual([]);
    expect(hoursOf([PRACTICE, row('provider', 'PRV1', [])], { providerId: 'PRV1' })).toEqual([]);
  });

  it('knows nothing where no schedule says anything, which is not closed', () => {
    expect(hoursOf([])).toBeNull();
    expect(hoursOf([row('practice', '1-1', [[8, 17]], { date: '2031-03-11' })], { providerId: 'PRV1' })).toBeNull();
  });

  it('takes the provider’s own hours where the practice has none', () => {
    expect(hoursOf([row('provider', 'PRV1', [[9, 15]])], { providerId: 'PRV1' })).toEqual([[9, 15]]);
  });

  it('offers only the hours on which two rows for one day agree', () => {
    expect(hoursOf([PRACTICE, row('practice', '1-1', [[9, 14]])])).toEqual([
      [9, 12],
      [13, 14],
    ]);
  });

  it('drops hours that are none and cuts at midnight', () => {
    expect(
      hoursOf([
        row('practice', '1-1', [
          [-2, 3],
          [9, 9],
          [17, 12],
          [22, 30],
        ]),
      ]),
    ).toEqual([
      [0, 3],
      [22, 24],
    ]);
  });
});

describe('toInstantSpans', () => {
  const NEW_YORK = 'America/New_York';
  const iso = (date: string, hours: readonly (readonly [number, number])[]): unknown =>
    toInstantSpans(
      createDayClock(NEW_YORK),
      date,
      hours.map(([start, end]) => ({ start: start * 60, end: end * 60 })),
    ).map(({ start, end }) => [new Date(start), new Date(end)]);

  it('follows the wall clock across a change', () => {
    const change = new Date('2031-03-09T13:00:00Z');
    expect(iso('2031-03-09', [[0, 9]])).toEqual([[new Date('2031-03-09T05:00:00Z'), change]]);
    expect(iso('2031-11-02', [[0, 9]])).toEqual([[new Date('2031-11-02T04:00:00Z'), new Date('2031-11-02T14:00:00Z')]]);
  });

  it('moves a time that does not exist forward to the first that does', () => {
    const three = new Date('2031-03-09T07:00:00Z');
    expect(iso('2031-03-09', [[2.5, 5]])).toEqual([[three, new Date('2031-03-09T09:00:00Z')]]);
    expect(iso('2031-03-09', [[1, 2.5]])).toEqual([[new Date('2031-03-09T06:00:00Z'), three]]);
    expect(iso('2031-03-09', [[2, 2.75]])).toEqual([]);
  });

  it('begins at the later and ends at the earlier of a time that exists twice', () => {
    expect(iso('2031-11-02', [[1.5, 5]])).toEqual([
      [new Date('2031-11-02T06:30:00Z'), new Date('2031-11-02T10:00:00Z')],
    ]);
    expect(iso('2031-11-02', [[0, 1.5]])).toEqual([
      [new Date('2031-11-02T04:00:00Z'), new Date('2031-11-02T05:30:00Z')],
    ]);
    expect(iso('2031-11-02', [[1, 1.5]])).toEqual([]);
  });

  it('holds only instants whose wall time is within the hours', () => {
    const day = fc.constantFrom('2031-03-09', '2031-11-02', '2031-06-02');
    const edge = fc.integer({ min: 0, max: 1440 });
    const zone = fc.constantFrom(NEW_YORK, 'America/Havana', 'Australia/Lord_Howe', 'America/Phoenix');
    fc.assert(
      fc.property(zone, day, edge, edge, fc.double({ min: 0, max: 1, noNaN: true }), (name, date, start, end, at) => {
        for (const span of toInstantSpans(createDayClock(name), date, [{ start, end }])) {
          const inside = Math.min(span.end - 1, Math.floor(span.start + at * (span.end - span.start)));
          const wall = toLocal(name, new Date(inside));
          expect(wall.date).toBe(date);
          expect(minutesOf(wall.time)).toBeGreaterThanOrEqual(start);
          expect(minutesOf(wall.time)).toBeLessThan(end);
        }
      }),
      { numRuns: 500 },
    );
  });
});
