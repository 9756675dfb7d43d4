export interface Patience {
  /** The caller's own wish to stop. */
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
}

/** By when a signal of ours fires, by the clock of `performance.now()`. */
const firesByMs = new WeakMap<AbortSignal, number>();

/**
 * Runs work under a signal that fires when the time is up or the caller gives up, whichever is first. The timer and
 * the listener are gone afterwards, so a long-lived signal collects nothing. Within a deadline that ends no later the
 * work runs under that one's signal: a request passes several layers, and each has a deadline of its own.
 */
export async function withDeadline<T>(patience: Patience, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const endsAtMs = performance.now() + patience.timeoutMs;
  const outerEndsAtMs = patience.signal === undefined ? undefined : firesByMs.get(patience.signal);
  if (patience.signal !== undefined && outerEndsAtMs !== undefined && outerEndsAtMs <= endsAtMs) {
    return work(patience.signal);
  }
  const controller = new AbortController();
  firesByMs.set(controller.signal, endsAtMs);
  const stop = (): void => {
    controller.abort();
  };
  const timer = setTimeout(stop, patience.timeoutMs);
  patience.signal?.addEventListener('abort', stop, { once: true });
  if (patience.signal?.aborted === true) stop();
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    patience.signal?.removeEventListener('abort', stop);
  }
}

/** What the promise gives, or null once the signal fires; the promise itself goes on for others who wait for it. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) return null;
  let stop = (): void => undefined;
  const aborted = new Promise<null>((resolve) => {
    stop = () => {
      resolve(null);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
