import { lookUpDelaysMs, READ_BACK_DELAYS_MS, SEND_RETRY_DELAYS_MS, WRITEBACK_POLL_DELAYS_MS } from './booking-delays';

const HOUR = 3_600_000;
const sum = (delays: readonly number[]): number => delays.reduce((total, delay) => total + delay, 0);

describe('the delays of a booking', () => {
  it('look up often at first, and for exactly the window', () => {
    const delays = lookUpDelaysMs(600_000);
    expect(delays[0]).toBe(500);
    expect(sum(delays)).toBe(600_000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(60_000);
    expect(sum(lookUpDelaysMs(2_000))).toBe(2_000);
  });

  it('follow a write-back for about a day, and stay far from the limits of a history', () => {
    expect(sum(WRITEBACK_POLL_DELAYS_MS)).toBeGreaterThan(23 * HOUR);
    expect(sum(WRITEBACK_POLL_DELAYS_MS)).toBeLessThan(25 * HOUR);
    expect(WRITEBACK_POLL_DELAYS_MS.length).toBeLessThan(400);
  });

  it('read back until after the nightly refresh of the next day', () => {
    expect(sum(READ_BACK_DELAYS_MS)).toBeGreaterThan(26 * HOUR);
  });

  it('try to send for less time than a hold lasts', () => {
    expect(sum(SEND_RETRY_DELAYS_MS)).toBeLessThan(0.5 * HOUR);
  });
});
