/** Time and chance as the cache needs them, so that tests can hold both in their hands. */
export interface Timing {
  /** Milliseconds since some moment; never goes back. */
  nowMs(): number;
  /** Does the work once, later. @returns a function that calls it off */
  after(delayMs: number, work: () => void): () => void;
  /** From 0 up to 1. */
  random(): number;
}

export const createSystemTiming = (): Timing => ({
  nowMs: () => performance.now(),
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs);
    timer.unref(); // what waits in the background keeps no process alive
    return () => {
      clearTimeout(timer);
    };
  },
  random: Math.random,
});

/** Resolves with true when the work has ended within the time, with false when it goes on. The work must not reject. */
export function endsWithin(timing: Timing, limitMs: number, work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const callOff = timing.after(limitMs, () => {
      resolve(false);
    });
    void work.then(() => {
      callOff();
      resolve(true);
    });
  });
}

/** Doubles from the first pause to the longest one. @param failures how many in a row, from 1 */
export const backOffMs = (failures: number, firstMs: number, longestMs: number): number =>
  Math.min(firstMs * 2 ** Math.min(failures - 1, 30), longestMs);

/** Up to a tenth less or more, so that what began at once does not come back at once. */
export const withJitter = (timing: Timing, delayMs: number): number => delayMs * (0.9 + 0.2 * timing.random());
