import fc from 'fast-check';
import { z } from 'zod';
import { pageFields, toPage, type Position } from './page';

const query = z.strictObject(pageFields);
const position = fc.record({
  createdAt: fc
    .date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString().replace('Z', '123Z')),
  id: fc.uuid(),
});
const rows = (count: number, at: Position) => Array.from({ length: count }, () => ({ position: at }));

it('gives a cursor that reads back as the position of the last row shown, to the microsecond', () => {
  fc.assert(
    fc.property(position, (at) => {
      const { nextCursor } = toPage(rows(3, at), 2, () => null);
      expect(query.parse({ cursor: nextCursor }).cursor).toEqual(at);
    }),
  );
});

it('shows as many rows as were asked for, and a cursor only where there are more', () => {
  const at = { createdAt: '2031-03-04T05:06:07.000001Z', id: '00000000-0000-4000-8000-000000000001' };
  const numbered = [1, 2, 3].map((n) => ({ position: at, n }));
  expect(toPage(numbered, 3, ({ n }) => n)).toEqual({ items: [1, 2, 3], nextCursor: null });
  expect(toPage(numbered, 2, ({ n }) => n)).toMatchObject({ items: [1, 2], nextCursor: expect.any(String) });
  expect(toPage([], 1, () => null)).toEqual({ items: [], nextCursor: null });
});

it('refuses every other text as a cursor, whatever it decodes to', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const id = '00000000-0000-4000-8000-000000000001';
  const made = ['', encode(null), encode([]), encode(['2031-03-04T05:06:07.123Z', id]), encode([1, id])];
  // Postgres knows no year 0, which ISO 8601 has.
  const outside = [encode(['0000-01-01T00:00:00.000000Z', id]), encode(['2031-02-30T00:00:00.000000Z', id])];
  for (const cursor of [...made, ...outside]) expect(query.safeParse({ cursor }).success).toBe(false);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json().map(encode), fc.base64String({ maxLength: 400 })), (cursor) => {
      expect(query.safeParse({ cursor }).success).toBe(false);
    }),
  );
});

it.each([
  ['1', 1],
  ['200', 200],
  [undefined, 50],
])('takes limit=%s as %s rows', (limit, expected) => {
  expect(query.parse({ limit }).limit).toBe(expected);
});

it.each([['0'], ['201'], ['-1'], ['1.5'], ['1e2'], [''], ['ten'], [['1', '2']]])('refuses limit=%s', (limit) => {
  expect(query.safeParse({ limit }).success).toBe(false);
});
