import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { ManagedProcess } from '../../../src/cli/dev/managed-process';
import { pollUntil } from '../../../src/cli/dev/poll';
import { killGroup, sendSignal } from '../../../src/cli/dev/signals';

/** `kill`: SIGKILL for it and all that it started; `deploy`: SIGTERM, and it may finish what it has in hand. */
export type Blow = 'kill' | 'deploy';

/** A part that is started again whenever it ends, as an orchestrator does. */
export interface Supervised {
  readonly name: string;
  /** Starts it, and keeps it running from then on. Rejects when it cannot be started at first. */
  begin(): Promise<void>;
  /** Ends it; it stays away for `pauseMs`. False: it is away already. */
  strike(blow: Blow, pauseMs: number): boolean;
  hasEnded(): boolean;
  /** Each end without a blow, by the last line that was said. */
  collapses(): readonly string[];
  lastLines(): readonly string[];
  stop(): Promise<void>;
}

/** Between an end that nobody caused and the next start. */
const RESTART_PAUSE_MS = 700;
/** As long as an orchestrator waits after SIGTERM. */
const DEPLOY_GRACE_MS = 30_000;

export function supervise(name: string, start: () => Promise<ManagedProcess>): Supervised {
  const state = { isStopping: false, isStruck: false, pauseMs: RESTART_PAUSE_MS };
  const collapses: string[] = [];
  const isStopping = (): boolean => state.isStopping;
  let current: ManagedProcess | null = null;
  let lines: readonly string[] = [];
  let running: Promise<void> = Promise.resolve();

  async function keepUp(first: ManagedProcess): Promise<void> {
    let process = first;
    for (;;) {
      current = process;
      if (isStopping()) return process.stop();
      await process.ended;
      lines = [...process.lastLines()];
      if (isStopping()) return;
      if (!state.isStruck) collapses.push(lines.at(-1) ?? 'nothing said');
      await delay(state.pauseMs);
      Object.assign(state, { isStruck: false, pauseMs: RESTART_PAUSE_MS });
      const next = await startAgain();
      if (next === null) return;
      process = next;
    }
  }

  /** Postgres refuses to start while a process of the one before still lives; and so with ports. */
  async function startAgain(): Promise<ManagedProcess | null> {
    for (;;) {
      if (isStopping()) return null;
      try {
        return await start();
      } catch (error) {
        lines = [error instanceof Error ? error.message : String(error)];
        await delay(RESTART_PAUSE_MS);
      }
    }
  }

  return {
    name,
    async begin() {
      const first = await start();
      running = keepUp(first);
    },
    strike(blow, pauseMs) {
      const struck = current;
      if (struck === null || struck.hasEnded() || state.isStruck) return false;
      Object.assign(state, { isStruck: true, pauseMs });
      if (blow === 'kill') killWithChildren(struck.pid);
      else {
        sendSignal(struck.pid, 'SIGTERM');
        void pollUntil(() => struck.hasEnded(), { timeoutMs: DEPLOY_GRACE_MS }).then((didEnd) => {
          if (!didEnd) killGroup(struck.pid);
        });
      }
      return true;
    },
    hasEnded: () => current?.hasEnded() ?? true,
    collapses: () => collapses,
    lastLines: () => [...lines, ...(current?.lastLines() ?? [])].slice(-15),
    async stop() {
      state.isStopping = true;
      await current?.stop();
      await running;
    },
  };
}

/** Postgres puts each of its processes into a group of its own: one by one, then, and the parent's group last. */
function killWithChildren(pid: number): void {
  for (const child of childrenOf(pid)) sendSignal(child, 'SIGKILL');
  killGroup(pid);
}

/** Only Linux tells; elsewhere the children of a dead Postgres notice by themselves. */
function childrenOf(pid: number): number[] {
  try {
    const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return listed
      .split(' ')
      .map(Number)
      .filter((child) => Number.isInteger(child) && child > 1);
  } catch {
    return [];
  }
}
