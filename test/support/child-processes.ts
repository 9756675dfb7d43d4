import path from 'node:path';
import { answersWell, startChild, waitUntilReady } from '../../src/cli/dev/children';
import { findFreePort } from '../../src/cli/dev/ports';
import { startProcessGuard, type ProcessGuard } from '../../src/cli/dev/process-guard';

const PROJECT = path.resolve(__dirname, '../..');

const PROGRAMS = {
  api: { entry: 'src/server.ts', portVariable: 'PORT' },
  worker: { entry: 'src/worker.ts', portVariable: 'WORKER_PORT' },
} as const;

/** One of the product's processes, started as it is in production: a program of its own, ended like one. */
export interface TestProcess {
  readonly url: string;
  /** Every line of stdout and stderr so far. */
  readonly output: readonly string[];
  /** SIGKILL: it gets no chance to finish anything. Resolves when it is gone. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestProcesses {
  /** Kills and stops with the test run, however that ends. */
  readonly guard: ProcessGuard;
  /** Resolves when the process is ready for work. */
  start(name: keyof typeof PROGRAMS, env: Readonly<Record<string, string>>): Promise<TestProcess>;
  /** Ends whatever is left. */
  close(): Promise<void>;
}

export function createTestProcesses(): TestProcesses {
  const guard = startProcessGuard(null);
  const start: TestProcesses['start'] = async (name, env) => {
    const { entry, portVariable } = PROGRAMS[name];
    const port = String(await findFreePort());
    const output: string[] = [];
    const child = await startChild(
      {
        name,
        entry,
        alsoWatch: null,
        projectDir: PROJECT,
        env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', ...env, [portVariable]: port },
        onLine: (line) => output.push(line),
      },
      guard,
    );
    const url = `http://127.0.0.1:${port}`;
    await waitUntilReady(child, () => answersWell(`${url}/readyz`));
    return {
      url,
      output,
      async kill() {
        process.kill(child.pid, 'SIGKILL');
        await child.ended;
      },
      stop: () => child.stop(),
    };
  };
  return { guard, start, close: () => guard.close() };
}
