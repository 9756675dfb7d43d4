/** A turn that is long for a processor and short for a booking. */
const PERIOD_MS = 50;

/**
 * Lets processes run for this share of the time only: they are stopped and continued in turn. So each has a small processor
 * of its own, whatever machine this is, and a second one does not take the first one's.
 * @returns ends it; they run freely from then on
 */
export function throttle(pids: readonly number[], share: number): () => void {
  const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
    for (const pid of pids) {
      try {
        process.kill(pid, name);
      } catch {
        // it has ended
      }
    }
  };
  let pause: NodeJS.Timeout | undefined;
  const turn = (): void => {
    signal('SIGCONT');
    pause = setTimeout(() => {
      signal('SIGSTOP');
    }, PERIOD_MS * share);
  };
  turn();
  const turns = setInterval(turn, PERIOD_MS);
  return () => {
    clearInterval(turns);
    clearTimeout(pause);
    signal('SIGCONT');
  };
}
