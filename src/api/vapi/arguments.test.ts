import * as fc from 'fast-check';
import { z } from 'zod';
import { complaintsOf, firstOf, optionalShortCode, shortCode, spokenName, spokenText } from './arguments';

const schema = z.object({
  firstName: spokenName('firstName', 10),
  reason: spokenText('reason'),
  phone: spokenText('phone'),
  slot: shortCode('S', 'slot', 'S1'),
  wish: optionalShortCode('P'),
});
const read = (value: object) => schema.safeParse({ slot: 'S1', ...value });
const complaintAbout = (value: object): string => {
  const { error } = read(value);
  return error === undefined ? '' : complaintsOf(error).join('; ');
};

describe('arguments that a model wrote', () => {
  it.each([undefined, null, '', '   ', '\u200b'])('takes %j as absent', (firstName) => {
    expect(read({ firstName }).data?.firstName).toBeUndefined();
  });

  it.each(['null', 'N/A', 'none', 'undefined', 'Not provided.'])(
    'takes %j as nothing said, except for a name',
    (said) => {
      expect(read({ reason: said }).data).toMatchObject({ reason: undefined });
      expect(read({ firstName: said.slice(0, 10) }).data?.firstName).toBe(said.slice(0, 10));
    },
  );

  it.each([
    ...['{{customer.number}}', 'x}}', '${phone}', '{phone}', '<phone>', '[phone number]', '%PHONE%'],
    ...['phone', 'Phone', ' PHONE ', 'caller_phone_number', 'customer.phone', 'callerPhone'],
  ])('refuses the template %j by the name of its field', (phone) => {
    expect(complaintAbout({ phone })).toContain('phone holds a template');
  });

  it.each([
    ['firstName', 'Firstian'],
    ['firstName', 'deLuca'],
    ['reason', 'the phone of the reason is {wet}'],
    ['reason', 'tooth_pain'],
    ['phone', 'phone 602-555-0142'],
    ['reason', 'reason 歯'],
  ])('takes %s %j as said', (field, said) => {
    expect(read({ [field]: said }).data).toMatchObject({ [field]: said });
  });

  it('reads a number as text, and composes letters that came in parts', () => {
    expect(read({ phone: 6025550142 }).data?.phone).toBe('6025550142');
    expect(read({ firstName: 'Zoe\u0308\u202e' }).data?.firstName).toBe('Zo\u00eb');
  });

  it.each<unknown>([true, {}, [], ['x'], { toString: 'x' }])('asks for text instead of %j', (reason) => {
    expect(complaintAbout({ reason })).toContain('reason must be text');
  });

  it('says what is wrong without repeating what was sent', () => {
    const complaint = complaintAbout({ firstName: 'A very long name indeed', slot: '81001; DROP' });
    expect(complaint).toContain('firstName is too long');
    expect(complaint).toContain('slot must be a code from an earlier answer');
    expect(complaint).not.toMatch(/very long|81001|DROP/);
  });

  it.each([
    ['S1', 'S1'],
    [' s12 ', 'S12'],
    ['(S3)', 'S3'],
    ['slot S1', 'S1'],
    ['Slot: S1.', 'S1'],
    ['s-1', 'S1'],
    ['S 1', 'S1'],
    ['s_1', 'S1'],
    ['S01', 'S1'],
    ['"S1"', 'S1'],
    ['S1 (Tuesday at 10:30)', 'S1'],
    ['S1, yes S1', 'S1'],
    ['Ｓ１', 'S1'],
  ])('reads the code %j', (sent, code) => {
    expect(read({ slot: sent }).data?.slot).toBe(code);
  });

  it.each<unknown>([
    ...['P1', 'S0', 'S', 'S12345', '1', '', 'first', 'S1 or S2', 'S1S2', 'XS1', 'S1X', 'S--1', 'Maya Brightwater'],
    ...['2031-03-10T10:30', `S1${' '.repeat(200)}`, '{{slot}}', 1, null, ['S1'], { code: 'S1' }],
  ])('refuses the code %j', (slot) => {
    expect(complaintAbout({ slot })).toMatch(/^slot (?:is missing; send the|must be a) code .*such as S1/);
  });

  it('takes what is no code for no preference, where it is only one', () => {
    expect(read({ wish: 'patient P2.' }).data?.wish).toBe('P2');
    for (const wish of ['Maya', '{{patient}}', 7, {}, null, 'P1 or P2'])
      expect(read({ wish }).data?.wish).toBeUndefined();
  });

  it('finds the one code in any words around it, and never one that was not said', () => {
    const words = fc.stringMatching(/^[ .,:;()"'#a-z-]{0,20}$/);
    const number = fc.integer({ min: 1, max: 9_999 });
    fc.assert(
      fc.property(words, number, words, (before, said, after) => {
        const { data } = read({ slot: `${before} S${String(said)} ${after}` });
        expect(data?.slot).toBe(`S${String(said)}`);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (slot) => {
        const { data } = read({ slot });
        const digits = data?.slot.slice(1);
        if (digits !== undefined) expect(slot.normalize('NFKC')).toContain(digits);
      }),
    );
  });

  it('answers anything with values of its own or with an instruction of ours', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('firstName', 'reason', 'phone', 'slot'), fc.anything()), (sent) => {
        const { success, error } = schema.safeParse(sent);
        expect(
          success || /^(?:firstName|reason|phone|slot) (?:must|is|holds)/.test(complaintsOf(error).join('; ')),
        ).toBe(true);
      }),
    );
  });
});

describe('firstOf', () => {
  it('takes the first name under which something was said', () => {
    expect(firstOf({ patient: ' ', patientId: 'P1' }, 'patient', 'patientId')).toBe('P1');
    expect(firstOf({ patient: null, patientId: undefined }, 'patient', 'patientId')).toBeUndefined();
    expect(firstOf({ patient: 0, patientId: 'P1' }, 'patient', 'patientId')).toBe(0);
  });
});
