import { createBlindIndex } from './blind-index';

const index = createBlindIndex(Buffer.alloc(32, 7));

describe('createBlindIndex', () => {
  it('finds equal values again, and tells kinds, accounts and values apart', () => {
    const all = [
      index('patient', 'a1', '4001'),
      index('patient', 'a2', '4001'),
      index('phone', 'a1', '4001'),
      index('patient', 'a1', '40', '01'),
      createBlindIndex(Buffer.alloc(32, 8))('patient', 'a1', '4001'),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(index('patient', 'a1', '4001')).toBe(all[0]);
  });

  it('is opaque and fit for an id', () => {
    expect(index('patient', 'a1', '4001')).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });
});
