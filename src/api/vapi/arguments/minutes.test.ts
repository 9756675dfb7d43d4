import * as fc from 'fast-check';
import { z } from 'zod';
import { complaintsOf } from '../arguments';
import { lengthMinutes } from './minutes';

const schema = z.object({ durationMinutes: lengthMinutes('durationMinutes') });
const read = (durationMinutes: unknown): unknown => {
  const { data, error } = schema.safeParse({ durationMinutes });
  return error === undefined ? data.durationMinutes : complaintsOf(error).join('; ');
};

describe('lengthMinutes', () => {
  it.each([
    [60, 60],
    ['60', 60],
    ['60.0', 60],
    [' 45 minutes ', 45],
    ['30-minute', 30],
    ['90min', 90],
    ['1 hour', 60],
    ['1.5 hours', 90],
    ['an hour', 60],
    ['half an hour', 30],
    ['media hora', 30],
    ['45 minutos', 45],
    [undefined, undefined],
    [null, undefined],
    ['', undefined],
  ])('reads %j as %j', (sent, minutes) => {
    expect(read(sent)).toBe(minutes);
  });

  it.each([4, 241, 0, -30, '9 hours', 9_999])('keeps within bounds: %j', (sent) => {
    expect(read(sent)).toBe('durationMinutes must be from 5 to 240');
  });

  it.each([60.5, 'long', '{{duration}}', '60 or 90', 'hour', '1e2', '١٢', '0x3c'])(
    'asks for minutes instead of %j',
    (sent) => {
      expect(read(sent)).toMatch(/^durationMinutes must be a whole number of minutes, such as 60/);
    },
  );

  it.each<unknown>([true, [], [60], {}])('asks for minutes instead of %j', (sent) => {
    expect(read(sent)).toBe('durationMinutes must be a whole number of minutes');
  });

  it('gives whole minutes from 5 to 240, or an instruction', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.stringMatching(/^[0-9. a-z]{0,12}$/)), (sent) => {
        const said = read(sent);
        if (typeof said === 'number') expect(Number.isInteger(said) && said >= 5 && said <= 240).toBe(true);
        else if (said !== undefined) expect(said).toMatch(/^durationMinutes must be/);
      }),
    );
  });
});
