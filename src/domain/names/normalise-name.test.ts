import * as fc from 'fast-check';
import { fullNameMatches, normaliseName } from './normalise-name';

const onFile = (names: Partial<Parameters<typeof fullNameMatches>[1]>): Parameters<typeof fullNameMatches>[1] => ({
  firstName: 'Maya',
  middleName: '',
  lastName: 'Brightwater',
  preferredName: '',
  ...names,
});
const given = (firstName: string, lastName: string): { firstName: string; lastName: string } => ({
  firstName,
  lastName,
});

describe('normaliseName', () => {
  it.each([
    ['O’Quill-Núñez', 'oquillnunez'],
    ["  D'Arrow  ", 'darrow'],
    ['de la Fontana', 'delafontana'],
    ['SØRENSEN', 'sorensen'],
    ['Weiß', 'weiss'],
    ['J. R.', 'jr'],
    ['', ''],
    [' -’. ', ''],
  ])('folds "%s" to "%s"', (name, folded) => {
    expect(normaliseName(name)).toBe(folded);
  });

  it('does not care how an accent is encoded', () => {
    expect(normaliseName('Zo\u00eb')).toBe(normaliseName('Zoe\u0308'));
  });

  it('keeps the vowel signs of other scripts, which make names different', () => {
    expect(normaliseName('राम')).not.toBe(normaliseName('रमा'));
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(normaliseName(normaliseName(name))).toBe(normaliseName(name));
      }),
      // Between the two marks stood a letter that is none.
      { examples: [['\ufe81\u{1d157}\u{1d165}']] },
    );
  });
});

describe('fullNameMatches', () => {
  it.each([
    ['first and last', given('maya', 'BRIGHTWATER'), onFile({})],
    ['a preferred name', given('Mo', 'Brightwater'), onFile({ preferredName: 'Mo' })],
    ['first and middle together', given('Maya Rose', 'Brightwater'), onFile({ middleName: 'Rose' })],
    ['a double last name, hyphen or space', given('Maya', 'Bright Water'), onFile({ lastName: 'Bright-Water' })],
    ['a middle name left out', given('Maya', 'Brightwater'), onFile({ middleName: 'Rose' })],
  ])('takes %s', (_, name, file) => {
    expect(fullNameMatches(name, file)).toBe(true);
  });

  it.each([
    ['the beginning of a first name', given('May', 'Brightwater'), onFile({})],
    ['an initial', given('M', 'Brightwater'), onFile({})],
    ['one half of a double last name', given('Maya', 'Bright'), onFile({ lastName: 'Bright-Water' })],
    ['a double last name with more than is on file', given('Maya', 'Brightwater Sol'), onFile({})],
    ['a likeness', given('Maia', 'Brightwater'), onFile({})],
    ['last and first swapped', given('Brightwater', 'Maya'), onFile({})],
    ['the middle name alone', given('Rose', 'Brightwater'), onFile({ middleName: 'Rose' })],
    ['no first name where none is on file', given('', 'Brightwater'), onFile({ firstName: '' })],
    ['no first name where no preferred one is on file', given('-', 'Brightwater'), onFile({})],
    ['no last name where none is on file', given('Maya', ''), onFile({ lastName: '' })],
    [
      'the middle name of a file without a first',
      given('Rose', 'Brightwater'),
      onFile({ firstName: '', middleName: 'Rose' }),
    ],
  ])('does not take %s', (_, name, file) => {
    expect(fullNameMatches(name, file)).toBe(false);
  });
});
