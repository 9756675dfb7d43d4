import * as fc from 'fast-check';
import { samePhone, toE164, toTenDigits } from './e164';

describe('toE164 and toTenDigits', () => {
  it.each([
    '+12025550142',
    '202-555-0142',
    '(202) 555-0142',
    '202.555.0142',
    '12025550142',
    '2025550142',
    ' 2025550142 ',
  ])('read "%s"', (text) => {
    expect(toE164(text)).toBe('+12025550142');
    expect(toTenDigits(text)).toBe('2025550142');
  });

  it.each([
    ...['', 'anonymous', 'Restricted', 'unknown', 'sip:+12025550142@pbx.example.com', '+12025550142@pbx.example.com'],
    ...['+266696687', '266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', '+00000', '0000000000'],
    ...['5550142', '1234567890', '202-555-0142-123', 'call 202-555-0142', '{{customer.number}}', '2'.repeat(60)],
  ])('make no number out of "%s"', (text) => {
    expect(toE164(text)).toBeNull();
    expect(toTenDigits(text)).toBeNull();
  });

  it('keep a number of another country whole, without ten digits', () => {
    expect(toE164('+44 20 7946 0958')).toBe('+442079460958');
    expect(toTenDigits('+44 20 7946 0958')).toBeNull();
  });

  it('leave an extension out', () => {
    expect(toE164('202-555-0142 x12')).toBe('+12025550142');
    expect(toTenDigits('202-555-0142 ext. 12')).toBe('2025550142');
  });
});

describe('samePhone', () => {
  it('compares lines, not spellings', () => {
    const digits = fc.tuple(fc.constantFrom('202', '602', '312'), fc.integer({ min: 100, max: 199 }));
    fc.assert(
      fc.property(digits, digits, ([area, end], [otherArea, otherEnd]) => {
        const isSame = area === otherArea && end === otherEnd;
        expect(samePhone(`+1${area}5550${end}`, `(${otherArea}) 555-0${otherEnd}`)).toBe(isSame);
      }),
    );
  });

  it('never holds for what is not a number', () => {
    expect(samePhone('', '')).toBe(false);
    expect(samePhone('anonymous', 'anonymous')).toBe(false);
    expect(samePhone('+266696687', '+266696687')).toBe(false);
  });

  it('never holds behind a switchboard', () => {
    expect(samePhone('+12025550142', '202-555-0142 x12')).toBe(false);
    expect(samePhone('202-555-0142 x12', '+12025550142')).toBe(false);
    expect(samePhone('202-555-0142 x12', '202-555-0142 x12')).toBe(false);
  });
});
