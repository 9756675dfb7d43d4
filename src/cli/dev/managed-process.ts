import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ProcessGuard } from './process-guard';
import { pollUntil } from './poll';
import { killGroup, sendSignal, type StopSignal } from './signals';

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Another user and group to run as; only root may ask for it. */
  readonly runAs?: { readonly uid: number; readonly gid: number };
  readonly stopSignal: StopSignal;
  readonly stopGraceMs: number;
  /** Each line of its output (stdout and stderr), without the line end. */
  readonly onLine?: (line: string) => void;
}

export interface ManagedProcess {
  readonly name: string;
  readonly pid: number;
  readonly ended: Promise<ProcessEnd>;
  hasEnded(): boolean;
  /** The last lines of its output, oldest first. */
  lastLines(): readonly string[];
  /** Asks it to stop; after the grace time ends it and all that it started. Safe to call again. */
  stop(): Promise<void>;
}

const KEPT_LINES = 40;

/**
 * Starts a process in a session of its own, so that a terminal's Ctrl-C reaches only the launcher, which then stops
 * everything in order. Rejects when the program cannot be started at all (ENOENT, EACCES), or the guard is closing.
 */
export async function startProcess(spec: ProcessSpec, guard: ProcessGuard): Promise<ManagedProcess> {
  guard.assertOpen();
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...spec.runAs,
  });
  const ended = new Promise<ProcessEnd>((resolve) => {
    // 'close' rather than 'exit': by then the last lines have been read
    child.once('close', (code, signal) => {
      resolve({ code, signal });
    });
  });
  const lines = collectLines(child, spec.onLine);
  const pid = await spawned(child);
  guard.add(spec.name, pid, spec.stopSignal);
  child.once('exit', () => {
    // What it started must not outlive it, nor hold its end of our pipes open.
    killGroup(pid);
    guard.remove(pid);
  });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (!hasEnded()) sendSignal(pid, spec.stopSignal);
    const didStop = await pollUntil(hasEnded, { timeoutMs: spec.stopGraceMs, intervalMs: 20 });
    if (!didStop) killGroup(pid);
    await ended;
  };
  return { name: spec.name, pid, ended, hasEnded, lastLines: () => lines, stop };
}

function spawned(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      if (child.pid === undefined) reject(new Error('A started process has no number.'));
      else resolve(child.pid);
    });
  });
}

function collectLines(child: ChildProcess, onLine: ((line: string) => void) | undefined): string[] {
  const kept: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      kept.push(line);
      if (kept.length > KEPT_LINES) kept.shift();
      onLine?.(line);
    });
  }
  return kept;
}
