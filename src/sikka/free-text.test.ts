import fc from 'fast-check';
import { referenceCode } from '../domain/booking/reference-code';
import { foldFreeText, foldName, shortenFreeText } from './free-text';

it.each([
  ["O'Brien: Zürich, 6-month re-care!", 'OBrien Zurich 6 month re care'],
  ['  Straße   Ærø ', 'Strasse AEro'],
  ['PRL0A1B2C3D Cleaning', 'PRL0A1B2C3D Cleaning'],
  ['***', ''],
])('folds %j to %j', (given, folded) => {
  expect(foldFreeText(given)).toBe(folded);
});

it('leaves letters, digits and single spaces, and changes nothing a second time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const folded = foldFreeText(value);
      return /^([A-Za-z0-9]+( [A-Za-z0-9]+)*)?$/.test(folded) && foldFreeText(folded) === folded;
    }),
  );
});

describe('foldName', () => {
  it.each([
    ['O’Quill-Núñez', 'OQuill Nunez'],
    ['Đorđe', 'Dorde'],
    ['12 Sample St. #4', '12 Sample St 4'],
  ])('folds %j to %j', (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  it.each(['李', 'Ольга', 'Anna 李', '-', ''])('gives nothing rather than %j without its letters', (name) => {
    expect(foldName(name)).toBeNull();
  });
});

describe('shortenFreeText', () => {
  const words = fc.array(fc.stringMatching(/^[A-Za-z0-9]{1,11}$/), { maxLength: 20 });
  const code = fc.uint8Array({ minLength: 5, maxLength: 5 }).map(referenceCode);

  it('cuts between words, and never makes a text longer than its limit', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 11, max: 200 }), (list, maxLength) => {
        const text = list.join(' ');
        const short = shortenFreeText(text, maxLength);
        const isWordwise = short === text || list.join(' ').startsWith(`${short} `);
        return short.length <= maxLength && isWordwise;
      }),
    );
  });

  it('keeps the reference code whole wherever it stood', () => {
    fc.assert(
      fc.property(words, code, words, fc.integer({ min: 11, max: 200 }), (before, prl, after, maxLength) => {
        const text = [...before, prl, ...after].join(' ');
        const short = shortenFreeText(text, maxLength);
        return short.length <= maxLength && short.split(' ').includes(prl);
      }),
    );
  });

  it('cuts a word that is longer than the limit, and refuses to cut the code', () => {
    expect(shortenFreeText('abcdefgh', 5)).toBe('abcde');
    expect(() => shortenFreeText('PRL0A1B2C3D', 10)).toThrow(RangeError);
  });
});
