import { z } from 'zod';
import { complaintOf, shortCode, spokenText } from './arguments';

const schema = z.object({ firstName: spokenText('firstName', 10), slot: shortCode('S', 'slot', 'S1') });
const read = (value: object) => schema.safeParse({ slot: 'S1', ...value });

describe('arguments that a model wrote', () => {
  it.each([undefined, null, '', '   '])('takes %j as absent', (firstName) => {
    expect(read({ firstName }).data?.firstName).toBeUndefined();
  });

  it.each(['{{customer.number}}', 'x}}'])('refuses the template %s by the name of its field', (firstName) => {
    const { error } = read({ firstName });
    expect(error && complaintOf(error)).toContain('firstName holds a template');
  });

  it('says what is wrong without repeating what was sent', () => {
    const { error } = read({ firstName: 'A very long name indeed', slot: '81001; DROP' });
    const complaint = error === undefined ? '' : complaintOf(error);
    expect(complaint).toContain('firstName is too long');
    expect(complaint).toContain('slot must be a code from an earlier answer');
    expect(complaint).not.toMatch(/very long|81001|DROP/);
  });

  it.each([
    ['S1', 'S1'],
    [' s12 ', 'S12'],
    ['(S3)', 'S3'],
  ])('reads the code %j', (sent, code) => {
    expect(read({ slot: sent }).data?.slot).toBe(code);
  });

  it.each(['P1', 'S0', 'S', 'S12345', '1', ''])('refuses the code %j', (slot) => {
    expect(read({ slot }).success).toBe(false);
  });
});
