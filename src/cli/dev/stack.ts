interface Stoppable {
  stop(): Promise<void>;
}

/** Stopped from the highest level down: what uses others before what is used; one level's parts together. */
export const LEVEL = { database: 0, engine: 1, simulator: 2, app: 3 } as const;
type Level = (typeof LEVEL)[keyof typeof LEVEL];

/** What has been started, so that it can be stopped in order. */
export interface Stack {
  push(level: Level, part: Stoppable): void;
  stopAll(): Promise<void>;
}

export function createStack(): Stack {
  const parts: { level: Level; part: Stoppable }[] = [];
  return {
    push: (level, part) => {
      parts.push({ level, part });
    },
    stopAll: async () => {
      const levels = Object.values(LEVEL).toSorted((a, b) => b - a);
      for (const level of levels) {
        const here = parts.filter((each) => each.level === level);
        await Promise.allSettled(here.map(({ part }) => part.stop()));
      }
    },
  };
}
