import type { GovernorLimits } from './limits';
import type { GovernorObserver } from './observer';
import type { OfficeRef } from '../../domain/office-ref';
import type { BudgetNews, BudgetView, SharedBudget } from '../../domain/rate-budget';

/** What this process knows of one office, and where it puts what the others know. */
export interface MergeSource {
  readNews(): Omit<BudgetNews, 'spent'>;
  /** `notYetTold`: requests of calls that left since the news were read. */
  adopt(view: BudgetView, told: BudgetNews, notYetTold: number): void;
}

export interface Merger {
  /** A call's request leaves. */
  countSpent(): void;
  /** There is something to tell; `isUrgent`: at once. */
  tell(isUrgent: boolean): void;
  notYetTold(): number;
}

export interface MergerDeps {
  readonly shared: SharedBudget | null;
  readonly nowMs: () => number;
  readonly observer: Pick<GovernorObserver, 'sharedBudgetFailed'>;
  readonly limits: Pick<GovernorLimits, 'mergeIntervalMs' | 'maxMergesAtOnce'>;
}

const NOT_SHARED: Merger = { countSpent: () => undefined, tell: () => undefined, notYetTold: () => 0 };

/**
 * Exchanges news with the shared rows beside the requests, which never wait for it: one exchange per office at a time
 * and at most one routine exchange per interval; the first after a rest is due at once, so that a process that was
 * idle hears of the others' pauses. It starts from a timer, when the request that caused it has left. When it fails,
 * the requests that it should have told of are forgotten: the next headers say what is left anyway.
 */
export function createMergers({ shared, nowMs, observer, limits }: MergerDeps) {
  let running = 0;

  function createMerger(budget: SharedBudget, office: OfficeRef, source: MergeSource): Merger {
    let spent = 0;
    let startedAtMs = -limits.mergeIntervalMs;
    let isRunning = false;
    let pending: 'none' | 'routine' | 'urgent' = 'none';
    let timer: NodeJS.Timeout | undefined;

    function schedule(isUrgent: boolean): void {
      if (pending === 'urgent' || (pending === 'routine' && !isUrgent)) return;
      pending = isUrgent ? 'urgent' : 'routine';
      if (!isRunning) startTimer();
    }

    function startTimer(): void {
      clearTimeout(timer);
      const dueInMs = pending === 'urgent' ? 0 : startedAtMs + limits.mergeIntervalMs - nowMs();
      timer = setTimeout(start, Math.max(0, dueInMs)).unref();
    }

    function start(): void {
      if (running >= limits.maxMergesAtOnce) {
        timer = setTimeout(start, limits.mergeIntervalMs).unref();
        return;
      }
      pending = 'none';
      isRunning = true;
      running += 1;
      startedAtMs = nowMs();
      void merge().finally(() => {
        isRunning = false;
        running -= 1;
        if (pending !== 'none') startTimer();
      });
    }

    async function merge(): Promise<void> {
      const news = { ...source.readNews(), spent };
      spent = 0;
      try {
        source.adopt(await budget.merge(office, news), news, spent);
      } catch {
        observer.sharedBudgetFailed('merge');
      }
    }

    return {
      countSpent() {
        spent += 1;
        schedule(false);
      },
      tell: schedule,
      notYetTold: () => spent,
    };
  }

  return {
    forOffice: (office: OfficeRef, source: MergeSource): Merger =>
      shared === null ? NOT_SHARED : createMerger(shared, office, source),
  };
}
