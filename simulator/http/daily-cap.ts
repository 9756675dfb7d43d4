import type { Knobs } from '../knobs/board';
import { localDateAt } from '../time';

export interface DailyCounts {
  /** Counts one call of the office; true when the office had had its share before it, in its own calendar day. */
  isOver(office: { officeId: string; ianaZone: string }, cap: Knobs['rate.dailyCap']): boolean;
  reset(): void;
}

export function createDailyCounts(now: () => Date): DailyCounts {
  const counts = new Map<string, { date: string; used: number }>();
  return {
    isOver({ officeId, ianaZone }, cap) {
      const date = localDateAt(now(), ianaZone);
      const known = counts.get(officeId);
      const used = (known?.date === date ? known.used : 0) + 1;
      counts.set(officeId, { date, used });
      return cap.requests !== null && used > cap.requests;
    },
    reset() {
      counts.clear();
    },
  };
}
