import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { emptyState, STATE_VERSION, stateSchema, type SimulatorState } from './store';

const SAVE_AFTER_MS = 200;

export interface StateFile {
  readonly loaded: SimulatorState;
  /** Saves soon; several changes in a row make one save. `flush` saves before an answer goes out. */
  save(state: SimulatorState): void;
  /** Saves now what is not saved yet. */
  flush(): void;
}

const complainOnStderr = (line: string): void => void process.stderr.write(`${line}\n`);
const versionSchema = z.object({ version: z.int() });

/**
 * The simulator's memory across restarts. Without a path nothing is kept. A file that cannot be read, or that belongs
 * to another seed, is an error that says what to do; one of an older simulator is given up, and `complain` tells so: it
 * is never overwritten in silence.
 */
export function openStateFile(path: string | undefined, seed: number, complain = complainOnStderr): StateFile {
  if (path === undefined) return { loaded: emptyState(seed), save: () => undefined, flush: () => undefined };
  let unsaved: SimulatorState | null = null;
  let timer: NodeJS.Timeout | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (unsaved === null) return;
    writeFileSync(`${path}.tmp`, JSON.stringify(unsaved), { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
    unsaved = null;
  };
  mkdirSync(dirname(path), { recursive: true });
  return {
    loaded: existsSync(path) ? readState(path, seed, complain) : emptyState(seed),
    save(state) {
      unsaved = state;
      timer ??= setTimeout(flush, SAVE_AFTER_MS).unref();
    },
    flush,
  };
}

function readState(path: string, seed: number, complain: (line: string) => void): SimulatorState {
  const cure = 'Delete the file to start afresh, or name another one in SIM_STATE_FILE.';
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Error(`The simulator's state file ${path} is not readable JSON. ${cure}`);
  }
  const version = versionSchema.safeParse(content).data?.version;
  if (version !== undefined && version < STATE_VERSION) {
    complain(`The simulator's state file ${path} is of an older version: starting afresh, its content is given up.`);
    return emptyState(seed);
  }
  const parsed = stateSchema.safeParse(content);
  if (!parsed.success) throw new Error(`The simulator's state file ${path} has an unknown form. ${cure}`);
  if (parsed.data.seed !== seed) {
    throw new Error(`The simulator's state file ${path} belongs to seed ${parsed.data.seed}, not ${seed}. ${cure}`);
  }
  return parsed.data;
}
