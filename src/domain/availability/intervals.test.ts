import * as fc from 'fast-check';
import { covers, intersectionOf, normaliseSpans, subtract, unionOf, within, type Span } from './intervals';

const MINUTES = 60;
const minute = fc.integer({ min: 0, max: MINUTES });
const spans = fc.array(fc.record({ start: minute, end: minute }), { maxLength: 8 });

/** The same rules the slow way: which minutes belong to the spans, one by one. */
const grid = (list: readonly Span[]): readonly boolean[] =>
  Array.from({ length: MINUTES }, (_, at) => list.some(({ start, end }) => start <= at && at < end));

const expectNormal = (list: readonly Span[]): void => {
  for (const [index, { start, end }] of list.entries()) {
    expect(start).toBeLessThan(end);
    expect(start).toBeGreaterThan(list[index - 1]?.end ?? -1);
  }
};

describe('span algebra agrees with a grid of minutes', () => {
  it.each([
    ['union', unionOf, (a: boolean, b: boolean) => a || b],
    ['intersection', intersectionOf, (a: boolean, b: boolean) => a && b],
    ['difference', subtract, (a: boolean, b: boolean) => a && !b],
  ] as const)('in %s', (_, operate, rule) => {
    fc.assert(
      fc.property(spans, spans, (a, b) => {
        const result = operate(a, b);
        expectNormal(result);
        const [gridA, gridB] = [grid(a), grid(b)];
        expect(grid(result)).toEqual(gridA.map((value, at) => rule(value, gridB[at] ?? false)));
      }),
      { numRuns: 1000 },
    );
  });

  it('in normal form', () => {
    fc.assert(
      fc.property(spans, (a) => {
        expectNormal(normaliseSpans(a));
        expect(grid(normaliseSpans(a))).toEqual(grid(a));
      }),
    );
  });

  it('in covering', () => {
    fc.assert(
      fc.property(spans, minute, fc.integer({ min: 1, max: 20 }), (a, start, length) => {
        const minutes = grid(a).slice(start, start + length);
        const isCovered = minutes.length === length && minutes.every(Boolean);
        expect(covers(normaliseSpans(a), { start, end: start + length })).toBe(isCovered);
      }),
      { numRuns: 1000 },
    );
  });

  it('in looking at a window', () => {
    fc.assert(
      fc.property(spans, minute, minute, (a, start, end) => {
        fc.pre(start < end);
        const normal = normaliseSpans(a);
        expect(within(normal, { start, end })).toEqual(normal.filter((span) => span.start < end && start < span.end));
      }),
    );
  });
});

describe('normaliseSpans', () => {
  it('joins spans that touch and drops those that are none', () => {
    const odd = [
      { start: 5, end: 5 },
      { start: 9, end: 2 },
      { start: Number.NaN, end: 4 },
      { start: 10, end: 20 },
      { start: 20, end: 30 },
    ];
    expect(normaliseSpans(odd)).toEqual([{ start: 10, end: 30 }]);
  });

  it('leaves its arguments alone', () => {
    const given = Object.freeze([Object.freeze({ start: 3, end: 6 }), Object.freeze({ start: 1, end: 4 })]);
    expect(normaliseSpans(given)).toEqual([{ start: 1, end: 6 }]);
    expect(given).toEqual([
      { start: 3, end: 6 },
      { start: 1, end: 4 },
    ]);
  });
});
