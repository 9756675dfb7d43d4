import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error';
import { removeDataFolder } from './postgres-data';

export interface DataFiles {
  readonly postgresFolder: string;
  readonly temporalDbFile: string;
  readonly secretsFile: string;
  readonly recordFile: string;
  /** The running stack's addresses and environment, for `npm run demo:call` and other commands. */
  readonly environmentFile: string;
}

const MARK = '.made-by-npm-run-dev';

export function dataFiles(dataDir: string): DataFiles {
  return {
    postgresFolder: path.join(dataDir, 'postgres'),
    temporalDbFile: path.join(dataDir, 'temporal.db'),
    secretsFile: path.join(dataDir, 'dev-secrets.json'),
    recordFile: path.join(dataDir, 'dev-processes.json'),
    environmentFile: path.join(dataDir, 'dev-env.json'),
  };
}

/** Makes the data folder. One that we made, or found empty, is marked as ours to delete. */
export function ensureDataFolder(dataDir: string): void {
  // 0711: root's Postgres runs as another user, who must pass through
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  if (readdirSync(dataDir).length === 0) writeFileSync(path.join(dataDir, MARK), '');
}

/** Empties the data folder. LaunchError when it is not ours: DATA_DIR may name a folder with other things in it. */
export function wipeDataFolder(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  if (!existsSync(path.join(dataDir, MARK))) {
    throw new LaunchError(
      `${dataDir} was there before "npm run dev" and may hold other things, so --fresh does not delete it.`,
      'Empty it by hand, or set DATA_DIR to another folder.',
    );
  }
  removeDataFolder(dataFiles(dataDir).postgresFolder);
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
}
