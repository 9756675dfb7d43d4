import { isOver, parseMonth, sayMonth } from './months';

describe('parseMonth', () => {
  it.each([
    ['2026-01', '2026-01-01'],
    ['2026-12', '2026-12-01'],
    ['2026-13', null],
    ['2026-00', null],
    ['2026-1', null],
    ['2026-01-01', null],
    ['', null],
  ])('reads %j as %j', (text, month) => {
    expect(parseMonth(text)).toBe(month);
    if (month !== null) expect(sayMonth(month)).toBe(text);
  });
});

describe('isOver', () => {
  it.each([
    ['2024-02-01', '2030-03-01T00:00:00Z', true],
    ['2024-02-01', '2030-02-28T23:59:59.999Z', false],
    ['2024-12-01', '2031-01-01T00:00:00Z', true],
    ['2024-12-01', '2030-12-31T23:59:59.999Z', false],
  ])('of %s says at %s: %s', (month, now, expected) => {
    expect(isOver(month, new Date(now))).toBe(expected);
  });
});
