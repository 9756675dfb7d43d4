import fc from 'fast-check';
import { canonicalJson } from './canonical-json';
import { phi } from './phi';
import { Secret } from './secret';

/** -0 and 0 are one JSON number, so generated values are taken through JSON first. */
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);

/** The same value with the keys of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

describe('canonicalJson', () => {
  it('sorts keys at every depth and leaves no blanks', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 'x y' }], a: null })).toBe('{"a":null,"b":[{"c":"x y","d":1}]}');
  });

  it('gives the same text whatever order the keys came in', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('keeps the whole value: its text parses back to it', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });

  it('tells an array from an object, text from a number, and a missing member from null', () => {
    const texts = [[], {}, '1', 1, { a: null }, { a: [] }, ['a']].map((value) => canonicalJson(value));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('treats an undefined member as absent', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it.each([
    ['a wrapped patient value', { name: phi('Sample Patient') }],
    ['a secret', [new Secret('invented')]],
    ['a date', new Date(0)],
    ['a number that JSON does not have', Number.POSITIVE_INFINITY],
    ['undefined', undefined],
  ])('refuses %s', (_what, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
