const REMEMBER_MS = 60_000;
const MAX_REMEMBERED = 20_000;

export interface InPassing {
  /** Does the work unless the same was done within the last minute. */
  note(what: readonly unknown[], work: () => Promise<unknown>): void;
  /** Does the work when the state is another than the last one noted, or a minute old. */
  noteChange(what: readonly unknown[], state: string, work: () => Promise<unknown>): void;
  /** All may be done anew. */
  forget(): void;
  /** Resolves when the work under way is done. */
  settled(): Promise<void>;
}

/** Work that nobody waits for: done once for many who ask for it, its errors told, forgotten when it failed. */
export function createInPassing(nowMs: () => number, onError: (error: unknown) => void): InPassing {
  const done = new Map<string, { readonly state: string; readonly atMs: number }>();
  const underWay = new Set<Promise<void>>();

  function noteChange(what: readonly unknown[], state: string, work: () => Promise<unknown>): void {
    const key = JSON.stringify(what);
    const last = done.get(key);
    if (last?.state === state && last.atMs > nowMs() - REMEMBER_MS) return;
    if (done.size >= MAX_REMEMBERED) done.clear();
    done.set(key, { state, atMs: nowMs() });
    const running = work()
      .then(
        () => undefined,
        (error: unknown) => {
          done.delete(key);
          onError(error);
        },
      )
      .finally(() => underWay.delete(running));
    underWay.add(running);
  }

  return {
    note: (what, work) => {
      noteChange(what, '', work);
    },
    noteChange,
    forget: () => {
      done.clear();
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}
