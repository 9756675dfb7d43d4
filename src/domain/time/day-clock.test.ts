import * as fc from 'fast-check';
import { IANAZone } from 'luxon';
import { createDayClock } from './day-clock';
import { addDays, naiveMidnightMs, toLocal, minutesOf } from './practice-time';
import { offsetsOf, readWallTime } from './wall-clock';

const NEW_YORK = 'America/New_York';

describe('createDayClock', () => {
  it('reads every wall time as the zone itself does, on ordinary days and on days of change', () => {
    const zones = fc.constantFrom(
      NEW_YORK,
      'America/Phoenix',
      'Australia/Lord_Howe',
      'America/Havana',
      'Pacific/Auckland',
    );
    const nearChange = fc.constantFrom('2031-03-08', '2031-04-05', '2031-09-27', '2031-10-04', '2031-11-01');
    const date = fc.oneof(
      fc.integer({ min: 0, max: 800 }).map((days) => addDays('2030-12-30', days)),
      fc.tuple(nearChange, fc.integer({ min: 0, max: 2 })).map(([day, days]) => addDays(day, days)),
    );
    const minute = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: -60, max: 1500 }));
    fc.assert(
      fc.property(zones, date, minute, (zone, day, minutes) => {
        const direct = readWallTime(offsetsOf(IANAZone.create(zone)), naiveMidnightMs(day) + minutes * 60_000);
        expect(createDayClock(zone).read(day, minutes)).toEqual(direct);
      }),
      { numRuns: 2000 },
    );
  });

  it('knows when the clock jumps past a time that it never shows', () => {
    expect(createDayClock(NEW_YORK).read('2031-03-09', 150)).toEqual({
      kind: 'never',
      earliestMs: Date.parse('2031-03-09T06:30:00Z'),
      latestMs: Date.parse('2031-03-09T07:30:00Z'),
      resumesAtMs: Date.parse('2031-03-09T07:00:00Z'),
    });
  });

  it('knows both instants of a time that the clock shows twice', () => {
    expect(createDayClock(NEW_YORK).read('2031-11-02', 90)).toEqual({
      kind: 'twice',
      earliestMs: Date.parse('2031-11-02T05:30:00Z'),
      latestMs: Date.parse('2031-11-02T06:30:00Z'),
    });
  });

  it('knows a midnight that does not exist', () => {
    const reading = createDayClock('America/Havana').read('2031-03-08', 1440);
    expect(reading).toMatchObject({ kind: 'never', resumesAtMs: Date.parse('2031-03-09T05:00:00Z') });
  });

  it('gives the minutes that the wall clock shows', () => {
    const clock = createDayClock(NEW_YORK);
    fc.assert(
      fc.property(fc.constantFrom(0, 1, 238), fc.integer({ min: 0, max: 1379 }), (day, minutes) => {
        const atMs = Date.parse('2031-03-09T05:00:00Z') + day * 86_400_000 + minutes * 60_000;
        const { date, time } = toLocal(NEW_YORK, new Date(atMs));
        expect(clock.minutesAt(date, atMs)).toBe(minutesOf(time));
      }),
    );
  });

  it('refuses a zone that does not exist', () => {
    expect(() => createDayClock('Nowhere/Town')).toThrow(RangeError);
  });
});
