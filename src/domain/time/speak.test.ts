import { speakDate, speakDateTime, speakTime } from './speak';

describe('speaking of a visit', () => {
  it('says weekday, month, day and time', () => {
    expect(speakDateTime({ date: '2031-03-11', time: '10:30' })).toBe('Tuesday, March 11 at 10:30 AM');
  });

  it.each([
    ['00:00', '12:00 AM'],
    ['09:05', '9:05 AM'],
    ['12:00', '12:00 PM'],
    ['14:15', '2:15 PM'],
  ])('says %s as %s', (time, words) => {
    expect(speakTime(time)).toBe(words);
  });

  it.each([
    ['2031-03-10', 'today, Monday, March 10'],
    ['2031-03-11', 'tomorrow, Tuesday, March 11'],
    ['2031-03-12', 'Wednesday, March 12'],
    ['2031-03-09', 'Sunday, March 9'],
  ])('says %s on March 10 as "%s"', (date, words) => {
    expect(speakDate(date, { today: '2031-03-10' })).toBe(words);
  });

  it('adds the year only when it is not this one', () => {
    expect(speakDate('2032-01-06', { today: '2031-12-20' })).toBe('Tuesday, January 6, 2032');
    expect(speakDate('2032-01-01', { today: '2031-12-31' })).toBe('tomorrow, Thursday, January 1, 2032');
  });

  it('never says words for a date or time that does not exist', () => {
    expect(() => speakDate('2031-02-30')).toThrow(RangeError);
    expect(() => speakTime('25:00')).toThrow(RangeError);
  });
});
