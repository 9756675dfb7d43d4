import fc from 'fast-check';
import { nextKeyLookMs, RENEW_AHEAD_MS } from './office-key';

const HOUR = 3_600_000;

describe('the next look at a request key', () => {
  it('comes from an hour to half an hour before its end, spread by jitter', () => {
    expect(nextKeyLookMs(24 * HOUR, 0)).toBe(23 * HOUR);
    expect(nextKeyLookMs(24 * HOUR, 1)).toBe(23.5 * HOUR);
  });

  it('halves what is left of a running key that Sikka hands back, but never asks more than once a minute', () => {
    expect(nextKeyLookMs(HOUR, 0.5)).toBe(HOUR / 2);
    expect(nextKeyLookMs(90_000, 0.5)).toBe(60_000);
    expect(nextKeyLookMs(-5, 0.5)).toBe(60_000);
  });

  it('never comes after the end of a key that lives for longer than a minute', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60_000, max: 48 * HOUR }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (life, random) => {
          expect(nextKeyLookMs(life, random)).toBeLessThanOrEqual(life);
          if (life > RENEW_AHEAD_MS)
            expect(nextKeyLookMs(life, random)).toBeGreaterThanOrEqual(Math.min(life - RENEW_AHEAD_MS, life));
        },
      ),
    );
  });
});
