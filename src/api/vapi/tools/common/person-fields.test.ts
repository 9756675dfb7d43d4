import { z } from 'zod';
import { complaintsOf } from '../../arguments';
import { emailAddress, needed, personName, phoneNumber } from './person-fields';
import { textConsent } from './text-consent';

const read = <T>(schema: z.ZodType<T>, value: unknown): T | string => {
  const parsed = z.object({ field: schema }).safeParse(value === undefined ? {} : { field: value });
  return parsed.success ? parsed.data.field : complaintsOf(parsed.error).join('; ');
};

describe('what a caller says of themselves', () => {
  it.each(["Zoë O'Farrowby", 'Anne-Marie', 'José Luis', 'Martin Jr.', '李'])('takes %j as a name', (name) => {
    expect(read(personName('lastName'), name)).toBe(name);
  });

  it.each(['Smith, Jr', '42', '4th Smith', '<b>', '-'])('asks to spell %j', (name) => {
    expect(read(personName('lastName'), name)).toMatch(/^lastName must be a name in letters only; ask/);
  });

  it('asks for what must be there', () => {
    expect(read(needed(personName('firstName'), 'firstName'), undefined)).toBe(
      'firstName is missing; ask the caller for it',
    );
    expect(read(needed(personName('firstName'), 'firstName'), ' ')).toMatch(/is missing/);
    expect(read(personName('firstName'), undefined)).toBeUndefined();
  });

  it.each(['(602) 555-0142', '+1 602 555 0142', '6025550142', 6025550142])('reads the number %j', (number) => {
    expect(read(phoneNumber('phone'), number)).toBe('6025550142');
  });

  it.each(['555-0142', '+442079460018', 'anonymous'])('asks again for the number %j', (number) => {
    expect(read(phoneNumber('phone'), number)).toMatch(/^phone must be a US number of ten digits; ask/);
  });

  it('asks to spell what is no e-mail address', () => {
    expect(read(emailAddress('email'), 'nora at example dot com')).toMatch(/^email must look like/);
    expect(read(emailAddress('email'), 'nora@example.com')).toBe('nora@example.com');
  });

  it.each([
    [true, true],
    ['Yes', true],
    ['false', false],
    [undefined, false],
    [null, false],
    ['maybe', expect.stringMatching(/^textConsent must be true or false/)],
    [1, expect.stringMatching(/^textConsent must be true or false/)],
  ])('takes %j as consent: %j', (said, meant) => {
    expect(read(textConsent, said)).toEqual(meant);
  });
});
