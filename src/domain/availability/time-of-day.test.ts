import { parseTimeOfDay } from './time-of-day';

const HOUR = 60;

describe('parseTimeOfDay', () => {
  it.each([
    ['morning', 0, 12],
    ['Mornings please', 0, 12],
    ['before lunch', 0, 12],
    ['afternoon', 12, 17],
    ['late afternoon', 16.5, 24],
    ['after school', 15, 24],
    ['after 3 pm', 15, 24],
    ['after 3', 15, 24],
    ['before 10', 0, 10],
    ['before 10:30 am', 0, 10.5],
    ['around 2', 13, 15],
    ['9am', 8, 10],
    ['12 pm', 11, 13],
    ['15:00', 14, 16],
  ])('reads %s', (words, from, to) => {
    expect(parseTimeOfDay(words)).toEqual({ startMinutes: from * HOUR, endMinutes: to * HOUR });
  });

  it.each(['any', 'anytime', 'no preference'])('takes %s as any time', (words) => {
    expect(parseTimeOfDay(words)).toBeNull();
  });

  it.each(['25:00', '13 pm', 'purple', '10:75'])('does not guess at %s', (words) => {
    expect(parseTimeOfDay(words)).toBe('unreadable');
  });
});
