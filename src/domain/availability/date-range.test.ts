import { resolveDateRange } from './date-range';

const ZONE = 'America/New_York';
/** A Wednesday, 9 in the evening in New York; already Thursday in UTC. */
const NOW = new Date('2031-03-06T02:00:00Z');

const resolve = (wanted: Parameters<typeof resolveDateRange>[2]) => resolveDateRange(ZONE, NOW, wanted);

describe('resolveDateRange', () => {
  it("looks at two weeks from the practice's own today", () => {
    expect(resolve({})).toEqual({
      ok: true,
      value: { startDate: '2031-03-05', endDate: '2031-03-18', wantedDate: null },
    });
  });

  it('looks at the week after a wanted day too, and remembers which day was wanted', () => {
    expect(resolve({ date: 'tomorrow' })).toEqual({
      ok: true,
      value: { startDate: '2031-03-06', endDate: '2031-03-13', wantedDate: '2031-03-06' },
    });
  });

  it('takes a range as it is, up to a month', () => {
    expect(resolve({ startDate: '2031-03-10', endDate: '2031-03-12' })).toMatchObject({
      value: { startDate: '2031-03-10', endDate: '2031-03-12', wantedDate: null },
    });
    expect(resolve({ startDate: '2031-03-10', endDate: '2031-08-12' })).toMatchObject({
      value: { startDate: '2031-03-10', endDate: '2031-04-09' },
    });
  });

  it.each([
    [{ date: '2031-03-01' }, { field: 'date', error: { code: 'past', date: '2031-03-01' } }],
    [{ startDate: 'soonish' }, { field: 'startDate', error: { code: 'unreadable' } }],
    [
      { startDate: '2031-03-12', endDate: '2031-03-10' },
      { field: 'endDate', error: { code: 'before-start' } },
    ],
    [{ date: '2032-03-12' }, { field: 'endDate', error: { code: 'too-far' } }],
  ])('refuses %j', (wanted, error) => {
    expect(resolve(wanted)).toEqual({ ok: false, error });
  });
});
