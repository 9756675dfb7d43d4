import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { LaunchError } from './launch-error';
import { startProcess, type ManagedProcess, type ProcessSpec } from './managed-process';
import { pollUntil } from './poll';
import type { ProcessGuard } from './process-guard';

export interface ChildSpec {
  readonly name: string;
  /** TypeScript file, relative to the project. */
  readonly entry: string;
  readonly args?: readonly string[];
  /** Null: runs until it is stopped. A list: is started anew when a file that it loads, or one of these, is saved. */
  readonly alsoWatch: readonly string[] | null;
  readonly projectDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
}

export interface Child extends ManagedProcess {
  /** True once it has failed, also when a watcher is left waiting for a file to be saved. */
  hasFailed(): boolean;
  /** From now on a failure under a watcher is the user's to mend, and is told so. */
  markReady(): void;
}

const EXIT_LINE = /\[npm-run-dev\] exited with code (\d+)$/;
/** Under a watcher less counts: tsx ends a program that has not stopped within five seconds. */
const STOP_GRACE_MS = 15_000;
const READY_TIMEOUT_MS = 120_000;

/** node's arguments for a TypeScript program: under `tsx watch`, or with tsx's loader and no process in between. */
export function nodeArguments({
  entry,
  args = [],
  alsoWatch,
}: Pick<ChildSpec, 'entry' | 'args' | 'alsoWatch'>): string[] {
  if (alsoWatch === null) return ['--import', pathToFileURL(require.resolve('tsx')).href, entry, ...args];
  const includes = alsoWatch.map((glob) => `--include=${glob}`);
  const reporter = `--require=${path.join(__dirname, 'report-exit.cjs')}`;
  return [require.resolve('tsx/cli'), 'watch', '--clear-screen=false', ...includes, reporter, entry, ...args];
}

/** Starts a program of ours. Its output goes line by line to `onLine`, less the watcher's own signal. */
export async function startChild(spec: ChildSpec, guard: ProcessGuard): Promise<Child> {
  const seen = { isReady: false, failed: false };
  const onLine = (line: string) => {
    const code = EXIT_LINE.exec(line)?.[1];
    if (code === undefined) {
      spec.onLine(line);
      return;
    }
    seen.failed = true;
    spec.onLine(`stopped with code ${code}${seen.isReady ? '; it starts again when a file is saved' : ''}`);
  };
  const processSpec: ProcessSpec = {
    name: spec.name,
    command: process.execPath,
    args: nodeArguments(spec),
    cwd: spec.projectDir,
    env: spec.env,
    stopSignal: 'SIGTERM',
    stopGraceMs: STOP_GRACE_MS,
    onLine,
  };
  const child = await startProcess(processSpec, guard);
  const markReady = () => {
    seen.isReady = true;
  };
  return { ...child, hasFailed: () => seen.failed || child.hasEnded(), markReady };
}

/**
 * Waits until the program serves.
 * LaunchError with its last lines when it fails or takes too long.
 */
export async function waitUntilReady(
  child: Child,
  isReady: () => Promise<boolean>,
  timeoutMs = READY_TIMEOUT_MS,
): Promise<void> {
  const settled = { isReady: false };
  await pollUntil(
    async () => {
      settled.isReady = !child.hasFailed() && (await isReady());
      return settled.isReady || child.hasFailed();
    },
    { timeoutMs, intervalMs: 100 },
  );
  if (settled.isReady) {
    child.markReady();
    return;
  }
  const what = child.hasFailed() ? 'stopped while starting' : `was not ready within ${timeoutMs / 1_000} s`;
  await child.stop(); // so that its last lines have all been read
  throw failure(child, what);
}

/** Runs a program to its end. LaunchError with its last lines unless it ends well. */
export async function runStep(spec: Omit<ChildSpec, 'alsoWatch'>, guard: ProcessGuard): Promise<void> {
  const child = await startChild({ ...spec, alsoWatch: null }, guard);
  const { code } = await child.ended;
  if (code !== 0) throw failure(child, `failed (code ${String(code)})`);
}

/** Whether the address answers a GET with a 2xx. */
export async function answersWell(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await response.body?.cancel();
  return response.ok;
}

function failure(child: ManagedProcess, what: string): LaunchError {
  const lines = child
    .lastLines()
    .filter((line) => line !== '' && !EXIT_LINE.test(line))
    .slice(-15);
  return new LaunchError(
    [`${child.name} ${what}. Its last lines:`, ...lines].join('\n  '),
    'Correct what they name, and start again.',
  );
}
