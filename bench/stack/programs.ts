import { startChild, waitUntilReady, answersWell, type Child } from '../../src/cli/dev/children';
import { startProcess, type ManagedProcess } from '../../src/cli/dev/managed-process';
import type { ProcessGuard } from '../../src/cli/dev/process-guard';
import { READY } from '../bare/run';

export interface ProgramSpec {
  readonly name: string;
  /** File to run, relative to the project. */
  readonly entry: string;
  readonly projectDir: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Starts a compiled program by plain node, as production does, and waits until `readyUrl` answers with a 2xx. */
export async function startBuilt(spec: ProgramSpec, readyUrl: string, guard: ProcessGuard): Promise<ManagedProcess> {
  const program = await startProcess(
    {
      name: spec.name,
      command: process.execPath,
      args: [spec.entry],
      cwd: spec.projectDir,
      env: spec.env,
      stopSignal: 'SIGTERM',
      stopGraceMs: 15_000,
    },
    guard,
  );
  const child: Child = { ...program, hasFailed: () => program.hasEnded(), markReady: () => undefined };
  await waitUntilReady(child, () => answersWell(readyUrl));
  return program;
}

/** Starts a program of the benchmark itself, under tsx, and waits until it says that it is ready. */
export async function startBare(spec: ProgramSpec, guard: ProcessGuard): Promise<ManagedProcess> {
  const seen = { isReady: false };
  const onLine = (line: string): void => {
    seen.isReady ||= line === READY;
  };
  const program = await startChild({ ...spec, alsoWatch: null, onLine }, guard);
  await waitUntilReady(program, () => Promise.resolve(seen.isReady));
  return program;
}
