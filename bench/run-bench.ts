import { chmodSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { listenForInterrupts } from '../src/cli/dev/interrupts';
import { LaunchError } from '../src/cli/dev/launch-error';
import { timed, type Say } from '../src/cli/dev/output';
import { removeDataFolder } from '../src/cli/dev/postgres-data';
import { startProcessGuard, type ProcessGuard } from '../src/cli/dev/process-guard';
import { createStack, type Stack } from '../src/cli/dev/stack';
import { findTemporalBinary } from '../src/cli/dev/temporal-binary';
import { temporalSources } from '../src/cli/dev/temporal-sources';
import type { BenchFlags } from './flags';
import { describeMachine } from './machine';
import { measureAll } from './run-pairs';
import { assertBuilt, buildProject } from './stack/build';
import { buildBenchEnvironment } from './stack/environment';
import { startBenchStack, type StackPlan } from './stack/start-stack';

export interface BenchOptions {
  readonly projectDir: string;
  readonly flags: BenchFlags;
  readonly say: Say;
}

/**
 * Builds, starts everything, measures, says the report, and ends everything: on Ctrl-C and after a failure too.
 * @returns whether it came to its end; false after Ctrl-C. Throws what failed.
 */
export async function runBench(options: BenchOptions): Promise<boolean> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parlae-bench-'));
  chmodSync(folder, 0o711); // as root, Postgres runs as another user, who must pass through
  const guard = startProcessGuard(null);
  guard.removeFolderAtEnd(folder);
  const stack = createStack();
  const killAll = (): void => {
    guard.killAll();
    process.exit(130);
  };
  const interrupts = listenForInterrupts(killAll, { signals: process, outputs: [process.stdout, process.stderr] });
  const postgresFolder = path.join(folder, 'postgres');
  try {
    return await new Promise<boolean>((resolve, reject) => {
      const onStarted: StackPlan['onStarted'] = (part) => {
        void part.ended.then(() => {
          const lines = [`${part.name} ended in the middle. Its last lines:`, ...part.lastLines().slice(-15)];
          reject(new LaunchError(lines.join('\n  '), 'Start again.'));
        });
      };
      void interrupts.first.then(() => {
        options.say('\nStopping ...');
        resolve(false);
      });
      measure(options, { folder, guard, stack, onStarted }).then(() => {
        resolve(true);
      }, reject);
    });
  } finally {
    guard.refuseNew();
    await stack.stopAll();
    await guard.close();
    removeDataFolder(postgresFolder);
    interrupts.release();
  }
}

interface Workshop {
  readonly folder: string;
  readonly guard: ProcessGuard;
  readonly stack: Stack;
  readonly onStarted: StackPlan['onStarted'];
}

async function measure({ projectDir, flags, say }: BenchOptions, workshop: Workshop): Promise<void> {
  const { folder, guard } = workshop;
  if (flags.isBuilding) await timed(say, 'npm run build', () => buildProject(projectDir, guard));
  else assertBuilt(projectDir);
  const temporal = await findTemporalBinary(temporalSources(process.env), say);
  const environment = await buildBenchEnvironment(projectDir, folder);
  const stack = await startBenchStack({ ...workshop, projectDir, environment, temporalBinary: temporal.path, say });
  const parts = await measureAll({ stack, environment, projectDir, plan: flags.plan, say });
  const machine = await describeMachine(environment.bareDatabaseUrl, temporal.serverVersion);
  say(['', ...parts, machine].join('\n\n'));
}
