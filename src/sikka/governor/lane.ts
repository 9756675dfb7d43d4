import type { CallPriority } from './port';

/** `left`: the signal fired, or everybody was sent away to look again. `full`: too many wait already. */
export type LaneEntry = 'entered' | 'left' | 'full';

export interface LaneOptions {
  readonly slots: number;
  /** Asked at every turn, as it depends on what is known of the budget. */
  readonly backgroundSlots: () => number;
  readonly maxWaiting: number;
}

export interface Lane {
  /** Takes a slot when one is free and nobody was there before. */
  tryEnter(priority: CallPriority): boolean;
  /** Waits for a slot. Calls go before background work, and in each the first come first. */
  enter(priority: CallPriority, signal: AbortSignal): Promise<LaneEntry>;
  /** Gives a slot back. */
  leave(priority: CallPriority): void;
  /** Sends everybody who waits away with `left`. */
  clear(): void;
  underWay(priority: CallPriority): number;
}

type Waiter = (entry: LaneEntry) => void;

/** The requests of one office: a limited number under way, so that a slow office takes nobody else's sockets or time. */
export function createLane({ slots, backgroundSlots, maxWaiting }: LaneOptions): Lane {
  const waiting = { 'in-call': new Set<Waiter>(), background: new Set<Waiter>() };
  const underWay = { 'in-call': 0, background: 0 };

  const hasSlot = (priority: CallPriority): boolean =>
    underWay['in-call'] + underWay.background < slots &&
    (priority === 'in-call' || underWay.background < backgroundSlots());

  function letIn(priority: CallPriority): void {
    for (const waiter of waiting[priority]) {
      if (!hasSlot(priority)) return;
      underWay[priority] += 1;
      waiter('entered');
    }
  }

  function tryEnter(priority: CallPriority): boolean {
    if (waiting[priority].size > 0 || !hasSlot(priority)) return false;
    underWay[priority] += 1;
    return true;
  }

  return {
    tryEnter,
    enter(priority, signal) {
      if (signal.aborted) return Promise.resolve('left');
      if (tryEnter(priority)) return Promise.resolve('entered');
      if (waiting[priority].size >= maxWaiting) return Promise.resolve('full');
      return new Promise((resolve) => {
        const giveUp = (): void => {
          waiter('left');
        };
        const waiter: Waiter = (entry) => {
          waiting[priority].delete(waiter);
          signal.removeEventListener('abort', giveUp);
          resolve(entry);
        };
        waiting[priority].add(waiter);
        signal.addEventListener('abort', giveUp, { once: true });
      });
    },
    leave(priority) {
      underWay[priority] -= 1;
      // While a call waits no slot is left, so background work cannot pass it.
      letIn('in-call');
      letIn('background');
    },
    clear() {
      for (const waiter of [...waiting['in-call'], ...waiting.background]) waiter('left');
    },
    underWay: (priority) => underWay[priority],
  };
}
