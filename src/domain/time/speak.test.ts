import { parseDay } from './parse-day';
import { addDays } from './practice-time';
import { speakDate, speakDateTime, speakTime } from './speak';

describe('speaking of a visit', () => {
  it('says weekday, month, day and time', () => {
    expect(speakDateTime({ date: '2031-03-11', time: '10:30' }, 'en')).toBe('Tuesday, March 11 at 10:30 AM');
  });

  it.each([
    ['00:00', '12:00 AM'],
    ['09:05', '9:05 AM'],
    ['12:00', '12:00 PM'],
    ['14:15', '2:15 PM'],
  ])('says %s as %s', (time, words) => {
    expect(speakTime(time, 'en')).toBe(words);
  });

  it.each([
    ['2031-03-10', 'today, Monday, March 10'],
    ['2031-03-11', 'tomorrow, Tuesday, March 11'],
    ['2031-03-12', 'Wednesday, March 12'],
    ['2031-03-09', 'Sunday, March 9'],
  ])('says %s on March 10 as "%s"', (date, words) => {
    expect(speakDate(date, 'en', { today: '2031-03-10' })).toBe(words);
  });

  it('adds the year only when it is not this one', () => {
    expect(speakDate('2032-01-06', 'en', { today: '2031-12-20' })).toBe('Tuesday, January 6, 2032');
    expect(speakDate('2032-01-01', 'en', { today: '2031-12-31' })).toBe('tomorrow, Thursday, January 1, 2032');
  });

  it.each([
    ['00:00', 'medianoche'],
    ['01:05', '1:05 de la madrugada'],
    ['09:05', '9:05 de la mañana'],
    ['12:00', 'mediodía'],
    ['12:30', '12:30 de la tarde'],
    ['14:15', '2:15 de la tarde'],
    ['19:00', '7:00 de la noche'],
  ])('says %s in Spanish as %s', (time, words) => {
    expect(speakTime(time, 'es')).toBe(words);
  });

  it.each([
    ['2031-03-11', '10:30', 'mañana, martes 11 de marzo a las 10:30 de la mañana'],
    ['2031-03-10', '13:00', 'hoy, lunes 10 de marzo a la 1:00 de la tarde'],
    ['2031-03-15', '12:00', 'sábado 15 de marzo al mediodía'],
    ['2032-01-01', '00:00', 'jueves primero de enero de 2032 a la medianoche'],
  ])('says %s at %s in Spanish as "%s"', (date, time, words) => {
    expect(speakDateTime({ date, time }, 'es', { today: '2031-03-10' })).toBe(words);
  });

  it('says in Spanish what it understands in Spanish', () => {
    for (let days = 0; days < 330; days += 1) {
      const date = addDays('2031-03-11', days);
      expect(parseDay('UTC', new Date('2031-03-10T12:00:00Z'), speakDate(date, 'es'))).toEqual({
        ok: true,
        value: date,
      });
    }
  });

  it('never says words for a date or time that does not exist', () => {
    expect(() => speakDate('2031-02-30', 'en')).toThrow(RangeError);
    expect(() => speakTime('25:00', 'en')).toThrow(RangeError);
  });
});
