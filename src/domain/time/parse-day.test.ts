import * as fc from 'fast-check';
import { parseDay } from './parse-day';
import { addDays, isLocalDate, WEEKDAYS, weekdayOf } from './practice-time';

const ZONE = 'America/New_York';
/** Monday, March 10, 2031, 23:00 in New York; already Tuesday in UTC. */
const MONDAY_NIGHT = new Date('2031-03-11T03:00:00Z');
const at = (date: string): Date => new Date(`${date}T17:00:00Z`);
const onMonday = (text: string): unknown => parseDay(ZONE, MONDAY_NIGHT, text);

describe('parseDay', () => {
  it.each([
    ['2031-03-10', '2031-03-10'],
    ['2031-3-19', '2031-03-19'],
    ['2031-03-20T00:00:00', '2031-03-20'],
    ['03/20/2031', '2031-03-20'],
    ['3/20', '2031-03-20'],
    ['3-20-31', '2031-03-20'],
    ['today', '2031-03-10'],
    ['Tomorrow', '2031-03-11'],
    ['the day after tomorrow', '2031-03-12'],
    ['Tuesday', '2031-03-11'],
    ['on Friday', '2031-03-14'],
    ['thurs', '2031-03-13'],
    ['this Wednesday', '2031-03-12'],
    ['this Monday', '2031-03-10'],
    ['this coming Monday', '2031-03-17'],
    ['next Monday', '2031-03-17'],
    ['March 20', '2031-03-20'],
    ['march 20th', '2031-03-20'],
    ['the 20th of March', '2031-03-20'],
    ['Mar. 20, 2031', '2031-03-20'],
    ['Thursday, March 20th', '2031-03-20'],
    ['Thursday 2031-03-20', '2031-03-20'],
    ['March 10th 2032', '2032-03-10'],
    ['January 5', '2032-01-05'],
    ['February 29', '2032-02-29'],
    ['hoy', '2031-03-10'],
    ['Mañana', '2031-03-11'],
    ['pasado manana', '2031-03-12'],
    ['martes', '2031-03-11'],
    ['el miércoles', '2031-03-12'],
    ['sabado', '2031-03-15'],
    ['este viernes', '2031-03-14'],
    ['este próximo lunes', '2031-03-17'],
    ['el lunes que viene', '2031-03-17'],
    ['próximo lunes', '2031-03-17'],
    ['lunes próximo', '2031-03-17'],
    ['20 de marzo', '2031-03-20'],
    ['el jueves 20 de marzo de 2031', '2031-03-20'],
    ['el día 20 de marzo del 2031', '2031-03-20'],
    ['marzo 20', '2031-03-20'],
    ['primero de abril', '2031-04-01'],
    ['1º de setiembre', '2031-09-01'],
    ['5 ene', '2032-01-05'],
  ])('takes "%s", said on Monday, March 10, 2031, as %s', (text, value) => {
    expect(onMonday(text)).toEqual({ ok: true, value });
  });

  it.each([
    ...['', 'soon', 'next week', 'March', '10', 'Tuesday or Wednesday', 'last Tuesday', '{{date}}', 'constructor'],
    ...['la mañana', 'por la mañana', 'martes o jueves', 'marzo', 'la próxima semana', 'martes pasado', 'mar'],
    ...['2031-03-20T00:00:00Z', '20310320', 'tomorrow '.repeat(20), '2031-03-20 2031-03-21', 'may 5 20312'],
  ])('does not make a day out of "%s"', (text) => {
    expect(onMonday(text)).toEqual({ ok: false, error: { code: 'unreadable' } });
  });

  it.each(['2031-02-29', '13/04/2031', 'April 31', '2031-03-32', 'Friday, March 20, 2031', 'March 0'])(
    'says that there is no "%s"',
    (text) => {
      expect(onMonday(text)).toEqual({ ok: false, error: { code: 'impossible' } });
    },
  );

  it.each([
    ['2031-03-09', '2031-03-09'],
    ['03/09/2031', '2031-03-09'],
    ['March 9', '2031-03-09'],
    ['February 20', '2031-02-20'],
    ['March 10, 2030', '2030-03-10'],
  ])('says that "%s" is over', (text, date) => {
    expect(onMonday(text)).toEqual({ ok: false, error: { code: 'past', date } });
  });

  it('takes a day of last month for a slip also in January', () => {
    const result = parseDay(ZONE, at('2031-01-10'), 'December 28');
    expect(result).toEqual({ ok: false, error: { code: 'past', date: '2030-12-28' } });
  });

  it('asks which one when "Monday" is said on a Monday', () => {
    const candidates = ['2031-03-10', '2031-03-17'];
    expect(onMonday('Monday')).toEqual({ ok: false, error: { code: 'ambiguous', candidates } });
  });

  it('asks which one when people differ about "next Tuesday"', () => {
    const candidates = ['2031-03-11', '2031-03-18'];
    expect(onMonday('next Tuesday')).toEqual({ ok: false, error: { code: 'ambiguous', candidates } });
    const onSunday = parseDay(ZONE, at('2031-03-09'), 'next Tuesday');
    expect(onSunday).toEqual({ ok: false, error: { code: 'ambiguous', candidates } });
  });

  it('takes "next Tuesday" when it can only be one day', () => {
    expect(parseDay(ZONE, at('2031-03-12'), 'next Tuesday')).toEqual({ ok: true, value: '2031-03-18' });
    expect(parseDay(ZONE, at('2031-03-14'), 'next Tuesday')).toEqual({ ok: true, value: '2031-03-18' });
  });

  it('never gives a day that is over, or another weekday than the one said', () => {
    const now = fc.date({ min: new Date('2030-01-01'), max: new Date('2034-01-01'), noInvalidDate: true });
    const said = fc.record({
      prefix: fc.constantFrom('', 'this ', 'next ', 'this coming '),
      name: fc.constantFrom(...WEEKDAYS),
    });
    fc.assert(
      fc.property(now, said, (instant, { prefix, name }) => {
        const result = parseDay('UTC', instant, prefix + name);
        const today = instant.toISOString().slice(0, 10);
        const days = result.ok ? [result.value] : result.error.code === 'ambiguous' ? result.error.candidates : [];
        expect(days.length).toBeGreaterThan(0);
        for (const day of days) {
          expect(weekdayOf(day)).toBe(name);
          expect(day >= today && day <= addDays(today, 14)).toBe(true);
        }
      }),
    );
  });

  it('answers every text with a real day or a reason', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9/ ,-]{0,20}$/)), (text) => {
        const result = parseDay(ZONE, MONDAY_NIGHT, text);
        if (result.ok) expect(isLocalDate(result.value) && result.value >= '2031-03-10').toBe(true);
        else expect(['unreadable', 'impossible', 'ambiguous', 'past']).toContain(result.error.code);
      }),
    );
  });
});
