import fc from 'fast-check';
import { canonicalJson } from '../../../domain/canonical-json';
import { readArguments } from './arguments';

const valueOf = (raw: unknown) => {
  const read = readArguments(raw);
  return read.ok ? read.value : read.error;
};

describe('readArguments', () => {
  it.each([[undefined], [null], [''], ['  \n'], ['{}'], [{}]])('reads %j as no arguments', (raw) => {
    expect(valueOf(raw)).toEqual({});
  });

  it.each([[[]], [7], [true], ['[]'], ['7'], ['null'], ['"text"']])('refuses %j, which is no object', (raw) => {
    expect(valueOf(raw)).toBe('not-an-object');
  });

  it.each([['{"a":'], ["{'a': 1}"], ['date=2031-03-10']])('refuses %j, which is no JSON', (raw) => {
    expect(valueOf(raw)).toBe('not-json');
  });

  it.each([['__proto__'], ['constructor'], ['prototype']])(
    'leaves out %s at every depth, and changes no prototype',
    (key) => {
      const read = valueOf(`{"a":[{"${key}":{"isAdmin":true},"b":1}],"${key}":{"isAdmin":true}}`) as Record<
        string,
        unknown
      >;
      expect(canonicalJson(read)).toBe('{"a":[{"b":1}]}');
      expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
      expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    },
  );

  it('takes a string of 2,000 characters and refuses one more', () => {
    expect(valueOf({ reason: 'x'.repeat(2_000) })).toEqual({ reason: 'x'.repeat(2_000) });
    expect(valueOf({ reason: 'x'.repeat(2_001) })).toBe('too-large');
    expect(valueOf({ list: [{ reason: 'x'.repeat(2_001) }] })).toBe('too-large');
  });

  it.each([
    ['very many values', { list: Array.from({ length: 501 }, () => 1) }],
    ['a long key', { ['k'.repeat(101)]: 1 }],
    ['long text', JSON.stringify({ list: Array.from({ length: 60 }, () => 'x'.repeat(2_000)) })],
    ['a number that JSON cannot say again', '{"a":1e999}'],
    ['deep nesting', JSON.parse(`{"a":${'['.repeat(9)}${']'.repeat(9)}}`)],
  ])('refuses %s', (_what, raw) => {
    expect(valueOf(raw)).toBe('too-large');
  });

  it('makes text storable: control and half characters become spaces, line breaks stay', () => {
    expect(valueOf('{"a\\u0000":"x\\u0000y\\ud800z\\nw","b":"caf\\u00e9 \\ud83d\\ude00"}')).toEqual({
      'a ': 'x y z\nw',
      b: 'café 😀',
    });
  });

  it('gives any small JSON object back as it came, as object or as text', () => {
    const storable = fc.string({ unit: 'grapheme-ascii' });
    const object = fc.dictionary(storable, fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme-ascii' }), { maxKeys: 5 });
    fc.assert(
      fc.property(object, (generated) => {
        const text = JSON.stringify(generated);
        fc.pre(!/__proto__|constructor|prototype/.test(text));
        const plain = JSON.parse(text) as unknown;
        expect(valueOf(plain)).toEqual(plain);
        expect(valueOf(text)).toEqual(plain);
      }),
    );
  });
});
