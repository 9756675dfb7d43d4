import * as fc from 'fast-check';
import { possibleSplits, splitName } from './split-name';

describe('splitName', () => {
  it.each([
    ['Maya Brightwater', 'Maya', 'Brightwater'],
    ['Brightwater, Maya', 'Maya', 'Brightwater'],
    ['  Brightwater ,  Maya   Rose ', 'Maya Rose', 'Brightwater'],
    ['Bright Water, Maya', 'Maya', 'Bright Water'],
    ['Maya Rose Brightwater', 'Maya Rose', 'Brightwater'],
  ])('parts "%s"', (text, firstName, lastName) => {
    expect(splitName(text)).toEqual({ firstName, lastName });
  });

  it.each(['', '  ', 'Maya', 'Brightwater,', ',Maya', 'a, b, c', 'x y '.repeat(40)])(
    'finds no two parts in "%s"',
    (text) => {
      expect(splitName(text)).toBeNull();
    },
  );
});

describe('possibleSplits', () => {
  it('gives every way to part three words', () => {
    expect(possibleSplits('Maya Rivera Sol')).toEqual([
      { firstName: 'Maya', lastName: 'Rivera Sol' },
      { firstName: 'Maya Rivera', lastName: 'Sol' },
    ]);
  });

  it('loses and invents no word', () => {
    const word = fc.stringMatching(/^[A-Za-z]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 6 }), (words) => {
        const splits = possibleSplits(words.join('  '));
        expect(splits).toHaveLength(words.length - 1);
        for (const { firstName, lastName } of splits) expect(`${firstName} ${lastName}`).toBe(words.join(' '));
      }),
    );
  });
});
