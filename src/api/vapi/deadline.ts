/** Left between our own deadline and the answer leaving: the last commit and the wire. */
const RESERVE_MS = 150;

export interface Deadline {
  readonly signal: AbortSignal;
  readonly remainingMs: () => number;
  /** Resolves with `fallback` when the time is up, whatever the work is doing. */
  race<T>(work: Promise<T>, fallback: () => T): Promise<T>;
  end(): void;
}

/** A deadline of `totalMs` from `startedAtMs` on the given clock. Ends the outside calls made under its signal. */
export function startDeadline(totalMs: number, startedAtMs: number, clock: () => number): Deadline {
  const remainingMs = (): number => Math.max(0, startedAtMs + totalMs - RESERVE_MS - clock());
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const isOver = new Promise<'over'>((resolve) => {
    timer = setTimeout(() => {
      resolve('over');
      controller.abort();
    }, remainingMs());
  });
  return {
    signal: controller.signal,
    remainingMs,
    async race<T>(work: Promise<T>, fallback: () => T): Promise<T> {
      const first = await Promise.race([work.then((value) => ({ value })), isOver]);
      return first === 'over' ? fallback() : first.value;
    },
    end() {
      clearTimeout(timer);
    },
  };
}
