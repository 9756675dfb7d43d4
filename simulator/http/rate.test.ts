import { createRateWindow } from './rate';

describe('the windows of the rate limit', () => {
  it('count each name by itself, and start anew after 60 seconds', () => {
    let nowMs = 1_000_000;
    const windows = createRateWindow(() => new Date(nowMs));
    expect(windows.count('D', 2)).toEqual({ limit: 2, remaining: 1, resetSeconds: 60, isExceeded: false });
    nowMs += 20_000;
    windows.count('D', 2);
    expect(windows.count('D', 2)).toEqual({ limit: 2, remaining: 0, resetSeconds: 40, isExceeded: true });
    expect(windows.count('E', 2)).toMatchObject({ remaining: 1, isExceeded: false });
    nowMs += 40_000;
    expect(windows.count('D', 2)).toMatchObject({ remaining: 1, isExceeded: false });
  });
});
