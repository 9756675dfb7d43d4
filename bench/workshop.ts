import { chmodSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { listenForInterrupts } from '../src/cli/dev/interrupts';
import { LaunchError } from '../src/cli/dev/launch-error';
import type { Say } from '../src/cli/dev/output';
import { removeDataFolder } from '../src/cli/dev/postgres-data';
import { startProcessGuard, type ProcessGuard } from '../src/cli/dev/process-guard';
import { createStack, type Stack } from '../src/cli/dev/stack';
import type { StackPlan } from './stack/start-stack';

/** Where a benchmark works: all that it starts and writes ends with it. */
export interface Workshop {
  readonly folder: string;
  readonly guard: ProcessGuard;
  readonly stack: Stack;
  /** Told of each part that must live to the end. */
  readonly onStarted: StackPlan['onStarted'];
}

/**
 * Works, and ends everything: on Ctrl-C and after a failure too.
 * @returns whether it came to its end; false after Ctrl-C. Throws what failed.
 */
export async function inWorkshop(say: Say, work: (workshop: Workshop) => Promise<void>): Promise<boolean> {
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
        say('\nStopping ...');
        resolve(false);
      });
      work({ folder, guard, stack, onStarted }).then(() => {
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
