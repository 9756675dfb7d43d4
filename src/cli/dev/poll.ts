import { setTimeout as delay } from 'node:timers/promises';

export interface PollOptions {
  readonly timeoutMs: number;
  readonly intervalMs?: number;
  /** Ends the wait early: an aborted signal makes the answer false. */
  readonly signal?: AbortSignal;
}

/**
 * Asks until the answer is yes. A probe that throws counts as "not yet".
 * @returns true once the probe says yes, false when the time is up or the signal aborts
 */
export async function pollUntil(probe: () => boolean | Promise<boolean>, options: PollOptions): Promise<boolean> {
  const { timeoutMs, intervalMs = 50, signal } = options;
  const deadlineAt = performance.now() + timeoutMs;
  while (signal?.aborted !== true) {
    if (await answersYes(probe)) return true;
    if (performance.now() >= deadlineAt) return false;
    await delay(intervalMs);
  }
  return false;
}

async function answersYes(probe: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await probe();
  } catch {
    return false;
  }
}
