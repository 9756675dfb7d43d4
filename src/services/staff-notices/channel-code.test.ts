import { randomBytes, randomInt } from 'node:crypto';
import { createBlindIndex } from '../../crypto/blind-index';
import { hashChannelCode, isSameHash, newChannelCode } from './channel-code';

const index = createBlindIndex(randomBytes(32));
const PRACTICE = { accountId: 'a', integrationId: 'i' };

describe('the code that proves a number', () => {
  it('has six digits, the low ones included', () => {
    expect(newChannelCode(() => 7)).toBe('000007');
    expect(newChannelCode((end) => end - 1)).toBe('999999');
    for (let n = 0; n < 50; n += 1) expect(newChannelCode(randomInt)).toMatch(/^\d{6}$/);
  });

  it('is kept as a hash that fits no other practice, number, code or key', () => {
    const hash = hashChannelCode(index, PRACTICE, 'number', '123456');
    expect(hash).not.toContain('123456');
    expect(isSameHash(hashChannelCode(index, PRACTICE, 'number', '123456'), hash)).toBe(true);
    const others = [
      hashChannelCode(index, { ...PRACTICE, integrationId: 'j' }, 'number', '123456'),
      hashChannelCode(index, PRACTICE, 'another', '123456'),
      hashChannelCode(index, PRACTICE, 'number', '123457'),
      hashChannelCode(createBlindIndex(randomBytes(32)), PRACTICE, 'number', '123456'),
      '',
    ];
    for (const other of others) expect(isSameHash(other, hash)).toBe(false);
  });
});
