import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { listenForInterrupts } from '../../src/cli/dev/interrupts';
import type { Say } from '../../src/cli/dev/output';
import { removeDataFolder } from '../../src/cli/dev/postgres-data';
import { startProcessGuard, type ProcessGuard } from '../../src/cli/dev/process-guard';
import { createStack, type Stack } from '../../src/cli/dev/stack';

/** Where a run happens: all that it starts ends with it, and so does what it wrote unless that is to be kept. */
export interface Workshop {
  readonly folder: string;
  readonly guard: ProcessGuard;
  readonly stack: Stack;
  /** Leaves the folder behind. */
  keepFolder(): void;
}

/** Works, and ends everything: on Ctrl-C and after a failure too. @returns null after Ctrl-C */
export async function inWorkshop<T>(say: Say, work: (workshop: Workshop) => Promise<T>): Promise<T | null> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parlae-chaos-'));
  chmodSync(folder, 0o711); // as root, Postgres runs as another user, who must pass through
  const guard = startProcessGuard(null);
  const stack = createStack();
  const state = { isKept: false };
  const keepFolder = (): void => {
    state.isKept = true;
  };
  const interrupts = listenForInterrupts(
    () => {
      guard.killAll();
      process.exit(130);
    },
    { signals: process, outputs: [process.stdout, process.stderr] },
  );
  try {
    const interrupted = interrupts.first.then(() => {
      say('\nStopping ...');
      return null;
    });
    return await Promise.race([work({ folder, guard, stack, keepFolder }), interrupted]);
  } finally {
    guard.refuseNew();
    await stack.stopAll();
    await guard.close();
    if (!state.isKept) {
      removeDataFolder(path.join(folder, 'postgres'));
      rmSync(folder, { recursive: true, force: true });
    }
    interrupts.release();
  }
}
