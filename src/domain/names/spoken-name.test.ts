import * as fc from 'fast-check';
import { joinSpelt, withoutSuffix, withoutTitle } from './spoken-name';

it.each([
  ['Mrs. Maya', 'Maya'],
  ['Señora Maya', 'Maya'],
  ['Dr Ms Maya Rose', 'Maya Rose'],
  ['Miss', 'Miss'],
  ['Maya', 'Maya'],
  ['Drew', 'Drew'],
])('leaves the title of "%s" out: %s', (said, name) => {
  expect(withoutTitle(said)).toBe(name);
});

it.each([
  ['Ashgrove Jr.', 'Ashgrove', 'jr'],
  ['Ashgrove, Junior', 'Ashgrove', 'jr'],
  ['Ashgrove III', 'Ashgrove', '3'],
  ['Ash Grove Sr', 'Ash Grove', 'sr'],
  ['Junior', 'Junior', null],
  ['Ashgrove', 'Ashgrove', null],
])('takes the suffix of "%s" apart', (said, name, suffix) => {
  expect(withoutSuffix(said)).toEqual({ name, suffix });
});

it.each([
  ['Maya B R I G H T', 'Maya BRIGHT'],
  ['Maya B-R-I-G-H-T', 'Maya BRIGHT'],
  ['M. A. Y. A., Bright', 'MAYA, Bright'],
  ['Maya R Bright', 'Maya R Bright'],
  ['J. R. Bright', 'JR Bright'],
  ['Bright-Water', 'Bright-Water'],
])('joins what is spelt in "%s": %s', (said, name) => {
  expect(joinSpelt(said)).toBe(name);
});

it('loses and invents no letter', () => {
  const letters = (text: string): string => text.replace(/[^\p{L}]/gu, '');
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[A-Za-z]{1,6}$/), { minLength: 1, maxLength: 8 }), (words) => {
      expect(letters(joinSpelt(words.join(' ')))).toBe(letters(words.join('')));
    }),
  );
});
