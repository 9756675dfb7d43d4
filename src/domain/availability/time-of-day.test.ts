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
    ['por la mañana', 0, 12],
    ['en las mañanas', 0, 12],
    ['a primera hora de la mañana', 0, 9],
    ['antes del mediodía', 0, 12],
    ['por la tarde', 12, 19],
    ['después de almorzar', 12, 19],
    ['temprano por la tarde', 12, 19],
    ['al mediodía', 11, 14],
    ['después de la escuela', 15, 24],
    ['después del trabajo', 16.5, 24],
    ['lo más tarde posible', 16.5, 24],
    ['después de las 3', 15, 24],
    ['después de las tres de la tarde', 15, 24],
    ['a partir de las 9 de la mañana', 9, 24],
    ['antes de las 10:30 a. m.', 0, 10.5],
    ['a las diez y media', 9.5, 11.5],
    ['como a la 1', 12, 14],
    ['a las 4 p.m.', 15, 17],
  ])('reads %s', (words, from, to) => {
    expect(parseTimeOfDay(words)).toEqual({ startMinutes: from * HOUR, endMinutes: to * HOUR });
  });

  it.each(['any', 'anytime', 'no preference', 'cualquier hora', 'a cualquier hora', 'me da igual'])(
    'takes %s as any time',
    (words) => {
      expect(parseTimeOfDay(words)).toBeNull();
    },
  );

  it.each(['25:00', '13 pm', 'purple', '10:75', 'morado', 'las 25 de la tarde'])('does not guess at %s', (words) => {
    expect(parseTimeOfDay(words)).toBe('unreadable');
  });
});
