/** People on the telephone with one office, at most one question of each under way. */
export interface Callers {
  /** Everybody who waits for no answer asks now. */
  ask(): void;
  /** Resolves when nobody waits any more. */
  settled(): Promise<void>;
}

/** @param question one question; it must not reject */
export function createCallers(count: number, question: () => Promise<unknown>): Callers {
  const underWay = new Set<Promise<unknown>>();
  return {
    ask() {
      while (underWay.size < count) {
        const answer = question().finally(() => underWay.delete(answer));
        underWay.add(answer);
      }
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}
