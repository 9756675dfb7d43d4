import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error';
import type { ProcessGuard } from './process-guard';
import { rootsPassableFolder, standInFor } from './shared-folder';
import { startProcess } from './managed-process';
import { canReach, type SystemUser } from './system-user';

export const SUPERUSER = 'parlae';
/** Linux libc, macOS and musl sort differently; Postgres's own C.UTF-8 (since 17) is the same everywhere. */
const LOCALE = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

/** Where the cluster really lies: the given folder, or root's stand-in when the user cannot get there. */
export function placeDataFolder(dataDir: string, user: SystemUser | null): string {
  if (user === null) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return dataDir;
  }
  const folder = isPassable(path.dirname(dataDir), user) ? dataDir : passableStandIn(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  return folder;
}

/** Deletes the cluster, its stand-in included. */
export function removeDataFolder(dataDir: string): void {
  for (const folder of [dataDir, standInFor(dataDir)]) rmSync(folder, { recursive: true, force: true });
}

function passableStandIn(dataDir: string): string {
  rootsPassableFolder();
  return standInFor(dataDir);
}

function isPassable(parent: string, user: SystemUser): boolean {
  if (!existsSync(parent)) mkdirSync(parent, { recursive: true, mode: 0o711 });
  return canReach(user, parent);
}

export interface ClusterOptions {
  readonly binFolder: string;
  readonly folder: string;
  readonly user: SystemUser | null;
  readonly password: string;
  readonly isDurable: boolean;
  readonly guard: ProcessGuard;
}

/** Runs initdb unless the folder holds a cluster already. A half-made one of an interrupted run is made anew. */
export async function createCluster(options: ClusterOptions): Promise<void> {
  const { folder, user } = options;
  const done = path.join(folder, 'parlae-initialised');
  if (existsSync(done)) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const passwordFile = `${folder}.password`;
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (user !== null) for (const each of [folder, passwordFile]) chownSync(each, user.uid, user.gid);
  try {
    await runInitdb(options, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(done, '');
}

async function runInitdb(options: ClusterOptions, passwordFile: string): Promise<void> {
  const { binFolder, folder, user, isDurable, guard } = options;
  const access = ['--username', SUPERUSER, '--auth=scram-sha-256', '--pwfile', passwordFile];
  const initdb = await startProcess(
    {
      name: 'initdb',
      command: path.join(binFolder, 'initdb'),
      args: ['-D', folder, ...access, ...LOCALE, ...(isDurable ? [] : ['--no-sync'])],
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
      ...(user === null ? {} : { runAs: user }),
      stopSignal: 'SIGTERM',
      stopGraceMs: 2_000,
    },
    guard,
  );
  const { code } = await initdb.ended;
  if (code === 0) return;
  throw new LaunchError(
    ['Postgres could not create its data folder:', ...initdb.lastLines().slice(-10)].join('\n  '),
    'Set DATA_DIR to another folder, or DATABASE_URL to a Postgres of yours.',
  );
}
