import type { PmsBusyVisit, PmsWeekSchedule } from '../pms';
import { toInstant } from '../time/practice-time';
import { findOpenings, type Opening, type OpeningsRequest } from './find-openings';

const ZONE = 'America/New_York';
const MONDAY = '2031-03-10';

const openOn = (
  type: PmsWeekSchedule['resourceType'],
  id: string,
  date: string,
  hours: readonly (readonly [number, number])[],
): PmsWeekSchedule => ({
  resourceType: type,
  resourceId: id,
  days: [
    {
      date,
      isHoliday: false,
      intervals: hours.map(([from, to]) => ({ startMinutes: from * 60, endMinutes: to * 60 })),
    },
  ],
});
const visit = (fields: Partial<PmsBusyVisit>): PmsBusyVisit => ({
  appointmentSrNo: '81001',
  providerId: 'PRV1',
  hygienistId: '',
  operatory: 'OP1',
  date: MONDAY,
  startTime: '08:00',
  lengthMinutes: 60,
  status: 'Open',
  isCancelled: false,
  ...fields,
});
const at = (date: string, time: string): Date => {
  const instant = toInstant(ZONE, date, time);
  if (!instant.ok) throw new Error(instant.error);
  return instant.value;
};
const request = (fields: Partial<OpeningsRequest>): OpeningsRequest => ({
  zone: ZONE,
  now: at('2031-03-08', '12:00'),
  startDate: MONDAY,
  endDate: MONDAY,
  weekSchedules: [openOn('practice', '1-1', MONDAY, [[8, 10]])],
  providers: ['PRV1'],
  operatories: ['OP1', 'OP2'],
  busy: [],
  holds: [],
  durationMinutes: 60,
  leadMinutes: 0,
  stepMinutes: 30,
  ...fields,
});
const found = (fields: Partial<OpeningsRequest>): readonly Opening[] => [...findOpenings(request(fields))];
const told = (fields: Partial<OpeningsRequest>): readonly string[] =>
  found(fields).map(({ time, providerId, operatory }) => `${time} ${providerId} ${operatory}`);

describe('findOpenings', () => {
  it('offers each step at which the whole visit fits, in the first operatory', () => {
    expect(told({})).toEqual(['08:00 PRV1 OP1', '08:30 PRV1 OP1', '09:00 PRV1 OP1']);
  });

  it('gives instants that are the wall time in the practice’s zone', () => {
    expect(found({})[0]).toEqual({
      providerId: 'PRV1',
      operatory: 'OP1',
      startsAt: new Date('2031-03-10T12:00:00Z'),
      endsAt: new Date('2031-03-10T13:00:00Z'),
      date: MONDAY,
      time: '08:00',
    });
  });

  it('starts its grid anew after lunch and lets no visit reach into it', () => {
    const lunch = openOn('practice', '1-1', MONDAY, [
      [9, 10.75],
      [11.25, 12.5],
    ]);
    expect(told({ weekSchedules: [lunch] })).toEqual(['09:00 PRV1 OP1', '09:30 PRV1 OP1', '11:15 PRV1 OP1']);
  });

  it('takes the next operatory when the first is taken by somebody else', () => {
    const busy = [visit({ providerId: 'PRV9' })];
    expect(told({ busy })).toEqual(['08:00 PRV1 OP2', '08:30 PRV1 OP2', '09:00 PRV1 OP1']);
  });

  it('offers nothing while the provider or every operatory is taken', () => {
    expect(told({ busy: [visit({ operatory: 'OP9' })] })).toEqual(['09:00 PRV1 OP1']);
    expect(told({ busy: [visit({ providerId: 'PRV9' })], operatories: ['OP1'] })).toEqual(['09:00 PRV1 OP1']);
  });

  it('keeps a visit’s hygienist from being booked elsewhere', () => {
    const busy = [visit({ providerId: 'PRV9', hygienistId: 'PRV1', operatory: 'OP9' })];
    expect(told({ busy })).toEqual(['09:00 PRV1 OP1']);
  });

  it('does not count a cancelled visit', () => {
    expect(told({ busy: [visit({ isCancelled: true })] })).toHaveLength(3);
  });

  it.each([0, -30, Number.NaN])('takes a visit of %s minutes for one of half an hour', (lengthMinutes) => {
    expect(told({ busy: [visit({ lengthMinutes, operatory: 'OP9' })] })).toEqual(['08:30 PRV1 OP1', '09:00 PRV1 OP1']);
  });

  it('keeps the day of a visit whose time cannot be read, and passes over one without a date', () => {
    expect(told({ busy: [visit({ startTime: '' })] })).toEqual([]);
    expect(told({ busy: [visit({ date: '' })] })).toHaveLength(3);
  });

  it('sees a visit that began the day before', () => {
    const busy = [visit({ date: '2031-03-09', startTime: '23:00', lengthMinutes: 9.5 * 60 })];
    expect(told({ busy })).toEqual(['08:30 PRV1 OP1', '09:00 PRV1 OP1']);
  });

  it('sees a visit in the first minutes after midnight', () => {
    const weekSchedules = [openOn('practice', '1-1', MONDAY, [[0, 2]])];
    const busy = [visit({ startTime: '00:00', lengthMinutes: 10 })];
    expect(told({ weekSchedules, busy })).toEqual(['00:30 PRV1 OP1', '01:00 PRV1 OP1']);
  });

  it('keeps what is held for others', () => {
    const times = { startsAt: at(MONDAY, '08:00'), endsAt: at(MONDAY, '09:00') };
    expect(told({ holds: [{ providerId: 'PRV1', operatory: 'OP9', ...times }] })).toEqual(['09:00 PRV1 OP1']);
    expect(told({ holds: [{ providerId: 'PRV9', operatory: 'OP1', ...times }] })).toEqual([
      '08:00 PRV1 OP2',
      '08:30 PRV1 OP2',
      '09:00 PRV1 OP1',
    ]);
  });

  it('keeps to the hours of provider and operatory', () => {
    const weekSchedules = [
      openOn('practice', '1-1', MONDAY, [[8, 10]]),
      openOn('provider', 'PRV1', MONDAY, [[8.5, 12]]),
      openOn('operatory', 'OP1', MONDAY, [[9, 12]]),
    ];
    expect(told({ weekSchedules })).toEqual(['08:30 PRV1 OP2', '09:00 PRV1 OP1']);
  });

  it('invents no hours where no schedule gives any', () => {
    expect(told({ weekSchedules: [] })).toEqual([]);
    expect(told({ weekSchedules: [openOn('operatory', 'OP1', '2031-03-11', [[8, 10]])] })).toEqual([]);
  });

  it('offers nothing that starts before now and the lead time', () => {
    expect(told({ now: at(MONDAY, '08:10') })).toEqual(['08:30 PRV1 OP1', '09:00 PRV1 OP1']);
    expect(told({ now: at(MONDAY, '08:00'), leadMinutes: 60 })).toEqual(['09:00 PRV1 OP1']);
    expect(told({ now: at('2031-03-12', '08:00') })).toEqual([]);
  });

  it('keeps to the wanted time of day by the start of the visit', () => {
    expect(told({ timeOfDay: { startMinutes: 8 * 60 + 30, endMinutes: 9 * 60 } })).toEqual(['08:30 PRV1 OP1']);
  });

  it('orders by date, then time, then the given order of providers', () => {
    const dates = [MONDAY, '2031-03-11'];
    const weekSchedules = dates.map((date) => openOn('practice', '1-1', date, [[8, 9.5]]));
    const openings = found({ weekSchedules, endDate: '2031-03-11', providers: ['PRV2', 'PRV1', 'PRV2'] });
    expect(openings.map(({ date, time, providerId }) => `${date} ${time} ${providerId}`)).toEqual(
      dates.flatMap((date) => ['08:00', '08:30'].flatMap((time) => [`${date} ${time} PRV2`, `${date} ${time} PRV1`])),
    );
  });

  it('leaves out times that the wall clock shows twice, and goes on after them', () => {
    const night = '2031-11-02';
    const weekSchedules = [openOn('practice', '1-1', night, [[0, 4]])];
    const times = found({ weekSchedules, startDate: night, endDate: night }).map(({ time }) => time);
    expect(times).toEqual(['00:00', '00:30', '02:00', '02:30', '03:00']);
  });

  it('keeps free what a visit at a wall time that never came may have meant', () => {
    const night = '2031-03-09';
    const weekSchedules = [openOn('practice', '1-1', night, [[0, 8]])];
    const busy = [visit({ date: night, startTime: '02:30', lengthMinutes: 30 })];
    const times = found({ weekSchedules, startDate: night, endDate: night, busy }).map(({ time }) => time);
    expect(times).toEqual(['00:00', '00:30', '04:00', '04:30', '05:00', '05:30', '06:00', '06:30', '07:00']);
  });

  it('works out only the days that are asked for', () => {
    let daysWorkedOut = 0;
    const watched: OpeningsRequest = {
      ...request({ endDate: '2041-03-10' }),
      get operatories() {
        daysWorkedOut += 1;
        return ['OP1'];
      },
    };
    const openings = findOpenings(watched);
    expect(daysWorkedOut).toBe(0);
    expect(openings.next().value).toMatchObject({ date: MONDAY, time: '08:00' });
    expect(daysWorkedOut).toBe(1);
  });

  it('refuses a search that makes no sense', () => {
    expect(() => found({ durationMinutes: 0 })).toThrow(RangeError);
    expect(() => found({ stepMinutes: 0 })).toThrow(RangeError);
    expect(() => found({ zone: 'Nowhere/Town' })).toThrow(RangeError);
    expect(() => found({ startDate: 'tomorrow' })).toThrow(RangeError);
    expect(found({ startDate: MONDAY, endDate: '2031-03-09' })).toEqual([]);
  });
});
