import fc from 'fast-check';
import { isPathSegment, misformedField } from './send-limits';

it.each(['81001', '1-1', 'PRV_1', 'a.b'])('lets %j stand in a path', (id) => {
  expect(isPathSegment(id)).toBe(true);
});

it('lets nothing stand in a path that would change which path it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (id) => {
      if (!isPathSegment(id)) return true;
      return new URL(`https://sikka.invalid/a/${encodeURIComponent(id)}`).pathname.split('/').length === 3;
    }),
  );
});

it.each([
  [{ date: '2031-03-10', time: '09:05', length: '30', email: 'a@example.com' }, null],
  [{ date: '' }, null],
  [{ date: '3/10/2031' }, 'date'],
  [{ birthdate: '1990-13-01' }, 'birthdate'],
  [{ time: '9:05' }, 'time'],
  [{ length: '030' }, 'length'],
  [{ length: '1441' }, 'length'],
  [{ email: 'a@b' }, 'email'],
])('finds in %j the misformed field %s', (fields, name) => {
  expect(misformedField(fields)).toBe(name);
});
