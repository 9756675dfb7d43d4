import fc from 'fast-check';
import {
  CHECKPOINT_FORMAT,
  NO_STATEMENT,
  parseStatement,
  statementDigest,
  statementText,
  type Statement,
} from './statement';

const FIRST: Statement = {
  format: CHECKPOINT_FORMAT,
  number: 1,
  previous: NO_STATEMENT,
  sealedAt: '2031-03-04T05:06:07.008Z',
  leafCount: 2,
  rowCount: 30,
  root: 'ab'.repeat(32),
};
const TEXT = `{"format":"parlae-audit-checkpoint/1","number":1,"previous":"${'0'.repeat(64)}","sealedAt":"2031-03-04T05:06:07.008Z","leafCount":2,"rowCount":30,"root":"${'ab'.repeat(32)}"}`;

describe('a statement', () => {
  it('has one text, whatever order its keys came in', () => {
    expect(statementText(FIRST)).toBe(TEXT);
    expect(statementText(Object.fromEntries(Object.entries(FIRST).reverse()) as Statement)).toBe(TEXT);
  });

  it('is known by the SHA-256 of that text', () => {
    expect(statementDigest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('is read back from its text', () => {
    const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
    const count = fc.integer({ min: 1, max: 2 ** 50 });
    const instant = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true });
    const any = fc.record({
      format: fc.constant<typeof CHECKPOINT_FORMAT>(CHECKPOINT_FORMAT),
      ...{ number: count, leafCount: count, rowCount: count, previous: hex, root: hex },
      sealedAt: instant.map((at) => at.toISOString()),
    });
    fc.assert(
      fc.property(any, (statement) => {
        expect(parseStatement(statementText(statement))).toEqual(statement);
      }),
    );
  });

  it.each([
    ['is no JSON', 'x'],
    ['has spaces', TEXT.replace(',', ', ')],
    ['has its keys in another order', JSON.stringify(Object.fromEntries(Object.entries(FIRST).reverse()))],
    ['says one thing twice', TEXT.replace('"number":1', '"number":2,"number":1')],
    ['says more', TEXT.replace('}', ',"note":"x"}')],
    ['has another format', TEXT.replace('checkpoint/1', 'checkpoint/2')],
    ['has a root in capitals', TEXT.replaceAll('ab', 'AB')],
    ['has a time without milliseconds', TEXT.replace('07.008Z', '07Z')],
    ['has no leaves', TEXT.replace('"leafCount":2', '"leafCount":0')],
  ])('is not read from a text that %s', (_what, text) => {
    expect(text).not.toBe(TEXT);
    expect(parseStatement(text)).toBeNull();
  });
});
