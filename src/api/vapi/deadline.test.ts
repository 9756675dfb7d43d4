import { startDeadline } from './deadline';

describe('startDeadline', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('lets work that ends in time answer', async () => {
    const deadline = startDeadline(4_500, Date.now(), Date.now);
    await expect(deadline.race(Promise.resolve('done'), () => 'late')).resolves.toBe('done');
    expect(deadline.signal.aborted).toBe(false);
    deadline.end();
  });

  it('answers by itself before the time is up, and ends what the work is waiting for', async () => {
    const deadline = startDeadline(4_500, Date.now(), Date.now);
    const answer = deadline.race(new Promise<string>(() => undefined), () => 'late');
    await jest.advanceTimersByTimeAsync(4_499);
    await expect(answer).resolves.toBe('late');
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.remainingMs()).toBe(0);
  });

  it('counts from the arrival of the request, not from its own start', async () => {
    const deadline = startDeadline(4_500, Date.now() - 4_400, Date.now);
    expect(deadline.remainingMs()).toBe(0);
    const answer = deadline.race(new Promise<string>(() => undefined), () => 'late');
    await jest.advanceTimersByTimeAsync(0);
    await expect(answer).resolves.toBe('late');
  });
});
