import { BookingState, canMove, isLive } from './states';

describe('booking states', () => {
  it('move only as the table says', () => {
    const states = Object.values(BookingState);
    const moves = states.flatMap((from) => states.filter((to) => canMove(from, to)).map((to) => `${from} → ${to}`));
    expect(moves).toEqual([
      'held → sent',
      'held → confirmed',
      'held → failed',
      'held → released',
      'sent → confirmed',
      'sent → failed',
      'sent → released',
      'confirmed → released',
    ]);
  });

  it('answer for a repeated request while held, sent or confirmed', () => {
    expect(Object.values(BookingState).filter(isLive)).toEqual(['held', 'sent', 'confirmed']);
  });
});
