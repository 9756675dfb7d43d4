import { pollUntil } from './poll';

describe('pollUntil', () => {
  it('is true as soon as the probe says yes, counting a throw as not yet', async () => {
    const answers = [() => false, () => Promise.reject(new Error('refused')), () => true];
    const probe = () => (answers.shift() ?? (() => false))();
    await expect(pollUntil(probe, { timeoutMs: 5_000, intervalMs: 1 })).resolves.toBe(true);
    expect(answers).toHaveLength(0);
  });

  it('is false when the time is up, and asks at least once', async () => {
    const probe = jest.fn(() => false);
    await expect(pollUntil(probe, { timeoutMs: 0 })).resolves.toBe(false);
    expect(probe).toHaveBeenCalled();
  });

  it('is false without asking when the signal has aborted', async () => {
    const probe = jest.fn(() => true);
    await expect(pollUntil(probe, { timeoutMs: 1_000, signal: AbortSignal.abort() })).resolves.toBe(false);
    expect(probe).not.toHaveBeenCalled();
  });
});
