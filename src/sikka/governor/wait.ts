/** Waits, or less when the signal fires. The timer and the listener are gone afterwards. */
export function wait(waitMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, waitMs);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** What the promise gives, or null after `limitMs`, when the signal fires, or when it rejects. */
export async function within<T>(promise: Promise<T>, limitMs: number, signal: AbortSignal): Promise<T | null> {
  const stop = new AbortController();
  const giveUp = (): void => {
    stop.abort();
  };
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    if (signal.aborted) giveUp();
    return await Promise.race([promise.catch(() => null), wait(limitMs, stop.signal).then(() => null)]);
  } finally {
    signal.removeEventListener('abort', giveUp);
    giveUp();
  }
}
