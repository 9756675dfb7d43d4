import fc from 'fast-check';
import { foldFreeText } from './free-text';

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
