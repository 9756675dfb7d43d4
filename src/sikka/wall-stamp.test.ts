import { instantOf } from './wall-stamp';

describe('instantOf', () => {
  it.each([
    ['2031-03-04T02:20:00', 'Eastern Standard Time', '2031-03-04T07:20:00.000Z'],
    ['2031-03-04 02:20:00', 'Eastern Standard Time', '2031-03-04T07:20:00.000Z'],
    ['2031-07-04T02:20:00', 'Eastern Standard Time', '2031-07-04T06:20:00.000Z'],
    ['2031-07-04T02:20:00', 'US Mountain Standard Time', '2031-07-04T09:20:00.000Z'],
    ['3/4/2031 2:20:00 AM', 'Eastern Standard Time', '2031-03-04T07:20:00.000Z'],
    ['12/4/2031 12:05:00 PM', 'Pacific Standard Time', '2031-12-04T20:05:00.000Z'],
  ])('reads %s in %s', (stamp, zone, expected) => {
    expect(instantOf(stamp, zone)?.toISOString()).toBe(expected);
  });

  it('takes the earlier of two when the clocks went back', () => {
    expect(instantOf('2031-11-02T01:30:00', 'Eastern Standard Time')?.toISOString()).toBe('2031-11-02T05:30:00.000Z');
  });

  it.each([
    ['', 'Eastern Standard Time'],
    ['1111-11-11', 'Eastern Standard Time'],
    ['1111-11-11T00:00:00', 'Eastern Standard Time'],
    ['2031-03-04', 'Eastern Standard Time'],
    ['13/40/2031 2:20:00 AM', 'Eastern Standard Time'],
    ['2031-03-09T02:30:00', 'Eastern Standard Time'],
    ['2031-03-04T02:20:00', ''],
    ['2031-03-04T02:20:00', 'Atlantis Standard Time'],
  ])('knows no instant for %j in %j', (stamp, zone) => {
    expect(instantOf(stamp, zone)).toBeNull();
  });
});
