import * as fc from 'fast-check';
import { findReferenceCode, referenceCode, REFERENCE_CODE_BYTES } from './reference-code';

const bytes = fc.uint8Array({ minLength: REFERENCE_CODE_BYTES, maxLength: REFERENCE_CODE_BYTES });

describe('referenceCode', () => {
  it('spells 40 bits in Crockford’s base 32', () => {
    expect(referenceCode(Uint8Array.from([0, 0, 0, 0, 0]))).toBe('PRL00000000');
    expect(referenceCode(Uint8Array.from([255, 255, 255, 255, 255]))).toBe('PRLZZZZZZZZ');
    expect(referenceCode(Uint8Array.from([0x00, 0x44, 0x32, 0x14, 0xc7]))).toBe('PRL01234567');
  });

  it('gives different codes for different bytes, without I, L, O, U or anything but letters and digits', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(referenceCode(a)).toMatch(/^PRL[0-9A-HJKMNP-TV-Z]{8}$/);
        expect(referenceCode(a) === referenceCode(b)).toBe(a.join() === b.join());
      }),
    );
  });

  it('refuses to make a code of too little chance', () => {
    expect(() => referenceCode(new Uint8Array(REFERENCE_CODE_BYTES - 1))).toThrow(RangeError);
  });
});

describe('findReferenceCode', () => {
  it('finds the code in a description, whatever stands around it and however the PMS writes it', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.constantFrom('', 'Cleaning ', 'a b. ', '('),
        fc.constantFrom('', ' Maya', ', x'),
        (raw, left, right) => {
          const code = referenceCode(raw);
          expect(findReferenceCode(left + code + right)).toBe(code);
          expect(findReferenceCode((left + code + right).toLowerCase())).toBe(code);
        },
      ),
    );
  });

  it.each(['', 'Cleaning', 'PRL', 'PRL0123456', 'PRL012345678', 'XPRL01234567', 'PRL0123456I', 'PRL 01234567'])(
    'finds none in "%s"',
    (text) => {
      expect(findReferenceCode(text)).toBeNull();
    },
  );
});
