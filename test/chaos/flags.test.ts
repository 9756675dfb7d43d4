import { parseFlags } from './flags';

describe('the flags of npm run chaos', () => {
  it('play five hundred writes of every kind, where nothing is said', () => {
    expect(parseFlags([])).toEqual({
      ok: true,
      value: { isHelp: false, writes: 500, seed: 1, minutes: 12, mix: null, isKeeping: false },
    });
  });

  it('are read', () => {
    const read = parseFlags(['--writes', '40', '--seed', '0', '--minutes', '2', '--mix', 'move, book', '--keep']);
    expect(read).toMatchObject({
      value: { writes: 40, seed: 0, minutes: 2, mix: ['book', 'move'], isKeeping: true },
    });
  });

  it.each([
    [['--writes', '0'], 'whole number'],
    [['--seed', 'x'], 'whole number'],
    [['--mix', 'book,tea'], 'no "tea"'],
    [['--storm'], '--storm'],
  ])('are refused with what is wrong: %j', (args, words) => {
    expect(parseFlags(args)).toMatchObject({ ok: false, error: expect.stringContaining(words) });
  });
});
