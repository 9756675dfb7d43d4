import { withDeadline } from './deadline';

const untilFired = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a deadline within a deadline', () => {
  it('that ends later takes over the outer signal', async () => {
    await withDeadline({ timeoutMs: 100 }, (outer) =>
      withDeadline({ signal: outer, timeoutMs: 100 }, (inner) => {
        expect(inner).toBe(outer);
        return Promise.resolve();
      }),
    );
    expect(jest.getTimerCount()).toBe(0);
  });

  it('that ends sooner fires at its own time, and leaves the outer signal alone', async () => {
    await withDeadline({ timeoutMs: 100 }, async (outer) => {
      const done = withDeadline({ signal: outer, timeoutMs: 30 }, async (inner) => {
        await untilFired(inner);
        expect(outer.aborted).toBe(false);
      });
      await jest.advanceTimersByTimeAsync(29);
      expect(jest.getTimerCount()).toBe(2);
      await jest.advanceTimersByTimeAsync(1);
      await done;
    });
  });

  it('fires when the outer time is up', async () => {
    const done = withDeadline({ timeoutMs: 30 }, (outer) =>
      withDeadline({ signal: outer, timeoutMs: 100 }, (inner) => untilFired(inner)),
    );
    await jest.advanceTimersByTimeAsync(30);
    await done;
  });
});

it("fires when the caller's own signal does, of whose end nothing is known", async () => {
  const caller = new AbortController();
  const done = withDeadline({ signal: caller.signal, timeoutMs: 100 }, async (signal) => {
    expect(signal).not.toBe(caller.signal);
    await untilFired(signal);
  });
  caller.abort();
  await done;
  expect(jest.getTimerCount()).toBe(0);
});
