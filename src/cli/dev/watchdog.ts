import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { StopSignal } from './signals';

export interface Watchdog {
  readonly pid: number;
  add(pid: number, stopSignal: StopSignal): void;
  remove(pid: number): void;
  /** Deletes the folder after everything has been stopped, at any end: a clean one too. */
  removeFolderAtEnd(folder: string): void;
  /** Lets it go: whatever is still on its list is stopped now. Resolves when it has ended. */
  close(): Promise<void>;
}

/**
 * Starts a small process that stops everything on its list when this process ends, even by SIGKILL: it notices the end
 * of its stdin, which the system closes for us.
 */
export function startWatchdog(): Watchdog {
  const child = spawn(process.execPath, [path.join(__dirname, 'watchdog-process.cjs')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: path.parse(__dirname).root,
    env: {},
  });
  if (child.pid === undefined) throw new Error('The watchdog process could not be started.');
  const ended = once(child, 'exit');
  // Its death must not take the launcher down with it (EPIPE); without it only the SIGKILL case is lost.
  child.stdin.on('error', () => undefined);
  const tell = (message: object) => child.stdin.write(`${JSON.stringify(message)}\n`);
  return {
    pid: child.pid,
    add: (pid, stopSignal) => tell({ add: { pid, stopSignal } }),
    remove: (pid) => tell({ remove: pid }),
    removeFolderAtEnd: (folder) => tell({ folder }),
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
