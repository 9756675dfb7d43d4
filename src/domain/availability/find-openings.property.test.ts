import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import type { DayInterval, PmsBusyVisit, PmsWeekSchedule } from '../pms';
import { addDays, timeOfMinutes, toInstant } from '../time/practice-time';
import { isSlotFree } from './conflicts';
import { findOpenings, type Opening, type OpeningsRequest } from './find-openings';

const MS_PER_MINUTE = 60_000;
const PROVIDERS = ['PRV1', 'PRV2'];
const OPERATORIES = ['OP1', 'OP2'];

/** Three dates each, the middle one a change of the clocks in New York. */
const setting = fc.constantFrom(
  ...['2031-03-08', '2031-11-01', '2031-06-01'].map((startDate) => ({ zone: 'America/New_York', startDate })),
  { zone: 'America/Phoenix', startDate: '2031-03-08' },
);
const hours = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 48 }), fc.integer({ min: 1, max: 24 })).map(([start, length]): DayInterval => ({
    startMinutes: start * 30,
    endMinutes: Math.min(1440, (start + length) * 30),
  })),
  { minLength: 1, maxLength: 3 },
);
const schedules = (startDate: string): fc.Arbitrary<PmsWeekSchedule[]> => {
  const days = fc.tuple(...[0, 1, 2].map(() => fc.record({ isHoliday: fc.boolean(), intervals: hours })));
  const rowFor = (resourceType: PmsWeekSchedule['resourceType'], resourceId: string): fc.Arbitrary<PmsWeekSchedule> =>
    days.map((list) => ({
      resourceType,
      resourceId,
      days: list.map(({ isHoliday, intervals }, at) => ({
        date: addDays(startDate, at),
        isHoliday: isHoliday && at === 2,
        intervals,
      })),
    }));
  const some = fc.tuple(rowFor('provider', 'PRV1'), rowFor('operatory', 'OP1'));
  return fc
    .tuple(rowFor('practice', '1-1'), some, fc.subarray([0, 1]))
    .map(([practice, rows, kept]) => [practice, ...rows.filter((_, index) => kept.includes(index))]);
};
const visits = (startDate: string): fc.Arbitrary<PmsBusyVisit[]> =>
  fc.array(
    fc.record({
      appointmentSrNo: fc.constant('81001'),
      providerId: fc.constantFrom(...PROVIDERS, 'PRV9'),
      hygienistId: fc.constantFrom('', '', ...PROVIDERS),
      operatory: fc.constantFrom(...OPERATORIES, 'OP9'),
      date: fc.integer({ min: -1, max: 3 }).map((days) => addDays(startDate, days)),
      startTime: fc.integer({ min: 0, max: 287 }).map((fives) => timeOfMinutes(fives * 5)),
      lengthMinutes: fc.constantFrom(-10, 0, 5, 30, 50, 60, 90, 300, 1500),
      status: fc.constant('Open'),
      isCancelled: fc.constantFrom(false, false, false, true),
    }),
    { maxLength: 10 },
  );
const requests = setting.chain(({ zone, startDate }): fc.Arbitrary<OpeningsRequest> => {
  const midnight = DateTime.fromISO(startDate, { zone }).toMillis();
  const minute = fc.integer({ min: 0, max: 3 * 1440 });
  const hold = fc
    .record({ providerId: fc.constantFrom(...PROVIDERS), operatory: fc.constantFrom(...OPERATORIES), start: minute })
    .map(({ start, ...who }) => ({
      ...who,
      startsAt: new Date(midnight + start * MS_PER_MINUTE),
      endsAt: new Date(midnight + (start + 45) * MS_PER_MINUTE),
    }));
  return fc.record({
    zone: fc.constant(zone),
    now: minute.map((minutes) => new Date(midnight + (minutes - 1440) * MS_PER_MINUTE)),
    startDate: fc.constant(startDate),
    endDate: fc.constant(addDays(startDate, 2)),
    weekSchedules: schedules(startDate),
    providers: fc.subarray(PROVIDERS, { minLength: 1 }),
    operatories: fc.subarray(OPERATORIES, { minLength: 1 }),
    busy: visits(startDate),
    holds: fc.array(hold, { maxLength: 4 }),
    durationMinutes: fc.constantFrom(15, 30, 50, 60, 90),
    leadMinutes: fc.constantFrom(0, 60, 720),
    stepMinutes: fc.constantFrom(10, 15, 30),
  });
});

/** Whether the schedules let the resource work at this wall time; null when they say nothing about it that day. */
function worksAt(
  rows: readonly PmsWeekSchedule[],
  type: string,
  id: string,
  date: string,
  minutes: number,
): boolean | null {
  const day = rows
    .filter((row) => row.resourceType === type && row.resourceId === id)
    .flatMap((row) => row.days)
    .find((candidate) => candidate.date === date);
  if (day === undefined) return null;
  return (
    !day.isHoliday &&
    day.intervals.some(({ startMinutes, endMinutes }) => startMinutes <= minutes && minutes < endMinutes)
  );
}

/** Every fifth minute of a visit and its last, as the clock on the wall shows them. */
function wallMinutes(times: Pick<Opening, 'startsAt' | 'endsAt'>, zone: string): { date: string; minutes: number }[] {
  const count = (times.endsAt.getTime() - times.startsAt.getTime()) / MS_PER_MINUTE;
  const offsets = [...Array.from({ length: Math.ceil(count / 5) }, (_, index) => index * 5), count - 1];
  return offsets.map((offset) => {
    const local = DateTime.fromMillis(times.startsAt.getTime() + offset * MS_PER_MINUTE, { zone });
    return { date: local.toFormat('yyyy-MM-dd'), minutes: local.hour * 60 + local.minute };
  });
}

interface Block {
  readonly providers: readonly string[];
  readonly operatory: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** What a visit takes, once for each instant that its wall time may mean; without a length it still takes a minute. */
const visitBlocks = (visit: PmsBusyVisit, zone: string): Block[] =>
  DateTime.fromISO(`${visit.date}T${visit.startTime}`, { zone })
    .getPossibleOffsets()
    .map((start) => ({
      providers: [visit.providerId, visit.hygienistId],
      operatory: visit.operatory,
      startMs: start.toMillis(),
      endMs: start.toMillis() + Math.max(1, visit.lengthMinutes) * MS_PER_MINUTE,
    }));

describe('every opening', () => {
  it('is clear of all visits and holds of its provider and operatory', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { zone, busy, holds } = request;
        const blocks = [
          ...busy.filter(({ isCancelled }) => !isCancelled).flatMap((visit) => visitBlocks(visit, zone)),
          ...holds.map((hold) => ({
            providers: [hold.providerId],
            operatory: hold.operatory,
            startMs: hold.startsAt.getTime(),
            endMs: hold.endsAt.getTime(),
          })),
        ];
        const openings = [...findOpenings(request)];
        const clashes = openings.filter((opening) =>
          blocks.some(
            ({ providers, operatory, startMs, endMs }) =>
              (providers.includes(opening.providerId) || operatory === opening.operatory) &&
              startMs < opening.endsAt.getTime() &&
              opening.startsAt.getTime() < endMs,
          ),
        );
        expect(clashes).toEqual([]);
        const refused = openings.filter((opening, at) => at % 5 === 0 && !isSlotFree(zone, opening, busy, holds));
        expect(refused).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('lies in the hours of practice, provider and operatory, every minute of it', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const rows = request.weekSchedules;
        const isOutside = ({ providerId, operatory, ...times }: Opening): boolean =>
          wallMinutes(times, request.zone).some(
            ({ date, minutes }) =>
              worksAt(rows, 'practice', '1-1', date, minutes) !== true ||
              worksAt(rows, 'provider', providerId, date, minutes) === false ||
              worksAt(rows, 'operatory', operatory, date, minutes) === false,
          );
        expect([...findOpenings(request)].filter(isOutside)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is later than now and the lead time, as long as asked, and one wall time that is one instant', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const earliestMs = request.now.getTime() + request.leadMinutes * MS_PER_MINUTE;
        const isWrong = ({ startsAt, endsAt, date, time }: Opening): boolean => {
          const instant = toInstant(request.zone, date, time);
          const lengthMs = endsAt.getTime() - startsAt.getTime();
          if (startsAt.getTime() < earliestMs || lengthMs !== request.durationMinutes * MS_PER_MINUTE) return true;
          return !instant.ok || instant.value.getTime() !== startsAt.getTime();
        };
        expect([...findOpenings(request)].filter(isWrong)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('no opening is missed', () => {
  it('on days without a change of the clocks, against a search of every minute', () => {
    fc.assert(
      fc.property(requests, fc.constantFrom(0, 1, 2), (request, day) => {
        fc.pre(request.zone === 'America/Phoenix' || request.startDate === '2031-06-01');
        const date = addDays(request.startDate, day);
        const given = [...findOpenings({ ...request, startDate: date, endDate: date })];
        for (const providerId of request.providers) {
          const times = given.filter((opening) => opening.providerId === providerId).map(({ time }) => time);
          const possible = gridOf(request, date, providerId).filter((at) => isPossible(request, date, providerId, at));
          expect(times).toEqual(possible.map(timeOfMinutes));
        }
      }),
      { numRuns: 60 },
    );
  });
});

const works = (
  request: OpeningsRequest,
  date: string,
  who: { providerId?: string; operatory?: string },
  at: number,
): boolean =>
  worksAt(request.weekSchedules, 'practice', '1-1', date, at) !== false &&
  (who.providerId === undefined || worksAt(request.weekSchedules, 'provider', who.providerId, date, at) !== false) &&
  (who.operatory === undefined || worksAt(request.weekSchedules, 'operatory', who.operatory, date, at) !== false);

/** Minutes at which a step falls, counted from the first of each run of working minutes. */
function gridOf(request: OpeningsRequest, date: string, providerId: string): number[] {
  const grid: number[] = [];
  let anchor: number | null = null;
  for (let minutes = 0; minutes < 1440; minutes += 1) {
    anchor = works(request, date, { providerId }, minutes) ? (anchor ?? minutes) : null;
    if (anchor !== null && (minutes - anchor) % request.stepMinutes === 0) grid.push(minutes);
  }
  return grid;
}

function isPossible(request: OpeningsRequest, date: string, providerId: string, minutes: number): boolean {
  const { zone, busy, holds, durationMinutes } = request;
  const startMs = DateTime.fromISO(date, { zone }).toMillis() + minutes * MS_PER_MINUTE;
  if (startMs < request.now.getTime() + request.leadMinutes * MS_PER_MINUTE) return false;
  const all = Array.from({ length: durationMinutes }, (_, offset) => minutes + offset);
  if (!all.every((at) => works(request, date, { providerId }, at))) return false;
  const times = { startsAt: new Date(startMs), endsAt: new Date(startMs + durationMinutes * MS_PER_MINUTE) };
  return request.operatories.some(
    (operatory) =>
      all.every((at) => works(request, date, { operatory }, at)) &&
      isSlotFree(zone, { providerId, operatory, ...times }, busy, holds),
  );
}
