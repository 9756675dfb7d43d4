import { setTimeout } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import type { SealConflict } from '../audit/checkpoints/conflict';
import type { SealOutcome } from '../audit/checkpoints/seal-audit';
import type { SealState } from '../audit/checkpoints/unsealed';
import type { Result } from '../domain/result';

export interface SealActivityDeps {
  readonly readState: () => Promise<SealState>;
  readonly seal: () => Promise<Result<SealOutcome, readonly SealConflict[]>>;
  /** Tells people that the record differs from what was sealed. Called at every attempt while it lasts. */
  readonly onConflict: (conflict: SealConflict) => Promise<void>;
  /** Aborted when the process stops: who only waits must not hold it up. */
  readonly stopping: AbortSignal;
  readonly nowMs: () => number;
  /** For tests. */
  readonly pollIntervalMs?: number;
}

/** A row is sealed within this time, and some seconds. */
const SEAL_AFTER_SECONDS = 60;
/** So many rows do not wait for it. */
const SEAL_AFTER_ROWS = 1_000;
const POLL_INTERVAL_MS = 2_000;
const HEARTBEAT_INTERVAL_MS = 4_000;
/** An activity that waits longer makes way for the next one. */
const LONGEST_WAIT_MS = 60_000;

/** Holds no PHI: it stands in a workflow's history. */
export interface SealSummary {
  readonly kind: SealOutcome['kind'] | 'conflict';
}

const isDue = ({ unsealedRows, oldestUnsealedSeconds }: SealState): boolean =>
  unsealedRows >= SEAL_AFTER_ROWS || oldestUnsealedSeconds >= SEAL_AFTER_SECONDS;

export type SealActivities = ReturnType<typeof createSealActivities>;

export function createSealActivities(deps: SealActivityDeps) {
  const { readState, onConflict, stopping, nowMs, pollIntervalMs = POLL_INTERVAL_MS } = deps;

  async function seal(): Promise<SealSummary> {
    const sealed = await deps.seal();
    if (sealed.ok) return { kind: sealed.value.kind };
    for (const conflict of sealed.error) await onConflict(conflict);
    return { kind: 'conflict' };
  }

  /** Store and signer may take longer than a heartbeat may be late. */
  async function withHeartbeats<T>(work: () => Promise<T>): Promise<T> {
    const context = Context.current();
    const beating = setInterval(() => {
      context.heartbeat();
    }, HEARTBEAT_INTERVAL_MS);
    try {
      return await work();
    } finally {
      clearInterval(beating);
    }
  }

  async function wait(): Promise<SealSummary> {
    const { cancellationSignal, cancelled } = Context.current();
    const signal = AbortSignal.any([cancellationSignal, stopping]);
    const endsAtMs = nowMs() + LONGEST_WAIT_MS;
    while (!signal.aborted) {
      if (isDue(await readState())) return seal();
      if (nowMs() >= endsAtMs) break;
      await setTimeout(pollIntervalMs, null, { signal }).catch(() => null);
    }
    // Rejects when it was cancelled; a process that stops leaves the rest to another one.
    return cancellationSignal.aborted ? cancelled : { kind: 'nothing' };
  }

  return {
    /**
     * Waits for at most a minute until a checkpoint of the audit record is due, then makes it. Ends at once, without one,
     * when it is cancelled or the process stops; a checkpoint that is being made is made to its end.
     */
    sealWhenDue: (): Promise<SealSummary> => withHeartbeats(wait),
  };
}
