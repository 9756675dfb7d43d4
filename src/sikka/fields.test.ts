import fc from 'fast-check';
import { z } from 'zod';
import { timeOfMinutes } from '../domain/time/practice-time';
import { flagOf, id, localDateOf, localTimeOf, minutesOfDay, text } from './fields';

describe('text', () => {
  const row = z.object({ a: text, b: id });
  it('takes strings, numbers, booleans and what is missing', () => {
    expect(row.parse({ a: 7, b: ' x ' })).toEqual({ a: '7', b: 'x' });
    expect(row.parse({ a: null, b: true })).toEqual({ a: '', b: 'true' });
    expect(row.parse({ b: '1' })).toEqual({ a: '', b: '1' });
  });
  it('refuses a row without its id', () => {
    expect(row.safeParse({ a: '1' }).success).toBe(false);
    expect(row.safeParse({ a: '1', b: '' }).success).toBe(false);
  });
});

it.each([
  ['True', true],
  ['T', true],
  ['1', true],
  ['true', true],
  ['False', false],
  ['F', false],
  ['0', false],
  ['', null],
  ['maybe', null],
])('reads the flag %j as %s', (word, flag) => {
  expect(flagOf(word)).toBe(flag);
});

it.each([
  ['2031-03-10T00:00:00', '2031-03-10'],
  ['2031-03-10', '2031-03-10'],
  ['1111-11-11', null],
  ['0001-01-01T00:00:00', null],
  ['2031-02-30', null],
  ['3/10/2031', null],
  ['', null],
])('reads the date %j as %s', (value, date) => {
  expect(localDateOf(value)).toBe(date);
});

it.each([
  ['8:05', 485],
  ['17:00:00', 1020],
  ['24:00', 1440],
  ['12:00 AM', 0],
  ['12:30 pm', 750],
  ['1:15 PM', 795],
  ['2031-03-10T13:15:00', 795],
  ['2031-03-10 13:15', 795],
  ['13:15 PM', null],
  ['24:01', null],
  ['10:60', null],
  ['', null],
  ['noon', null],
])('reads the time %j as minute %s', (value, minutes) => {
  expect(minutesOfDay(value)).toBe(minutes);
});

it('reads every minute of the day alike in all three forms', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => {
      const time = timeOfMinutes(minutes);
      const hour = Number(time.slice(0, 2));
      const twelve = `${hour % 12 === 0 ? 12 : hour % 12}:${time.slice(3)} ${hour < 12 ? 'AM' : 'PM'}`;
      return [time, twelve, `2031-03-10T${time}:00`].every((form) => localTimeOf(form) === time);
    }),
  );
});
