import fc from 'fast-check';
import { chooseCancelWord } from './cancel-word';
import { PmsFamily } from './pms-family';

describe('chooseCancelWord', () => {
  it.each([
    [['Scheduled', 'Broken', 'Cancelled'], PmsFamily.openDental, 'Cancelled'],
    [['Open', 'Fixed', 'Broken'], PmsFamily.openDental, 'Broken'],
    [['Open', 'Cancelled', 'Broken'], PmsFamily.dentrix, 'Broken'],
    [['Open', 'Canceled'], PmsFamily.eaglesoft, 'Canceled'],
    [['open.unconfirm', 'CANCELLED'], PmsFamily.dolphin, 'CANCELLED'],
    [['Patient cancelled', 'No show'], PmsFamily.planetDds, 'Patient cancelled'],
    [['Cancelled', 'Cancelled by patient'], PmsFamily.other, 'Cancelled'],
  ])('of %j in %s takes %j', (words, family, expected) => {
    expect(chooseCancelWord(words, family)).toBe(expected);
  });

  it.each([
    [[], PmsFamily.openDental],
    [['Open', 'Confirmed', 'No show', 'Missed'], PmsFamily.openDental],
    [['Broken'], PmsFamily.other],
    [['Cancelled late'], PmsFamily.openDental],
    [['Not cancelled'], PmsFamily.openDental],
    [['Cancelled', 'Cancel'], PmsFamily.openDental],
    [['Cancelled by patient', 'Patient cancelled'], PmsFamily.eaglesoft],
  ])('of %j in %s takes none rather than a guess', (words, family) => {
    expect(chooseCancelWord(words, family)).toBeNull();
  });

  it('takes one word in two spellings as the first list has it', () => {
    expect(chooseCancelWord(['Cancelled', 'canceled', 'CANCELLED'], PmsFamily.openDental)).toBe('Cancelled');
  });

  it('gives only a word of the practice, and the same one whatever stands around it', () => {
    const families = fc.constantFrom(...Object.values(PmsFamily));
    const words = fc.array(fc.oneof(fc.string(), fc.constantFrom('Cancelled', 'Canceled', 'Broken', 'Cancel')));
    fc.assert(
      fc.property(words, families, (list, family) => {
        const chosen = chooseCancelWord(list, family);
        expect(chosen === null || list.includes(chosen)).toBe(true);
        expect(chooseCancelWord([...list, 'Confirmed', 'No show'], family)).toBe(chosen);
      }),
    );
  });
});
