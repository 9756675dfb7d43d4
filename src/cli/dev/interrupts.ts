/** The part of an event emitter that is needed here: `process` and its output streams have it. */
interface Source {
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
}

export interface Interrupts {
  /** Resolves at the first request to stop. */
  readonly first: Promise<void>;
  /** Forgets the handlers. */
  release(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/**
 * npm and tsx pass a signal on that the terminal has sent to the whole group already, so one Ctrl-C may arrive two or
 * three times. Only one that comes later is a second Ctrl-C.
 */
const ECHO_MS = 700;

/**
 * Listens for Ctrl-C, SIGTERM, a closed terminal, and a reader of our output who went away.
 * @param force called at each further request, once the echoes of the first have passed
 */
export function listenForInterrupts(
  force: () => void,
  sources: { readonly signals: Source; readonly outputs: readonly Source[] },
  now: () => number = () => performance.now(),
): Interrupts {
  const state: { firstAt: number | null } = { firstAt: null };
  const stop: { now: () => void } = { now: () => undefined };
  const first = new Promise<void>((resolve) => {
    stop.now = resolve;
  });
  const onRequest = () => {
    if (state.firstAt === null) {
      state.firstAt = now();
      stop.now();
    } else if (now() - state.firstAt > ECHO_MS) {
      force();
    }
  };
  // With nobody to read it, output fails again and again: the first time means stop, later ones mean nothing.
  const onBrokenPipe = () => {
    if (state.firstAt === null) onRequest();
  };
  for (const signal of SIGNALS) sources.signals.on(signal, onRequest);
  for (const stream of sources.outputs) stream.on('error', onBrokenPipe);
  return {
    first,
    release: () => {
      for (const signal of SIGNALS) sources.signals.off(signal, onRequest);
      for (const stream of sources.outputs) stream.off('error', onBrokenPipe);
    },
  };
}
