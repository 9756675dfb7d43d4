import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../src/cli/dev/cache-folder';
import { lastLine } from '../../src/cli/dev/run-tool';
import { err, ok, type Result } from '../../src/domain/result';

/** A package of the Python world that tests run as a program. */
export interface PythonPackage {
  readonly name: string;
  readonly version: string;
  /** What pip is asked for, with the version. */
  readonly requirement: string;
}

const INSTALL_TIMEOUT_MS = 4 * 60_000;

/** What a person types to do what `providePython` tries. */
export const installLine = (wanted: PythonPackage): string => {
  const folder = environmentFolder(wanted);
  return `python3 -m venv ${folder} && ${folder}/bin/pip install '${wanted.requirement}' && touch ${folder}/complete`;
};

const environmentFolder = ({ name, version }: PythonPackage): string =>
  path.join(cacheFolder(process.env), `${name}-${version}`);

/**
 * The `python3` of a virtual environment that has the package. It is made once and kept in the cache; that takes Python
 * with venv, an index of packages, and up to a minute. Blocking, because what tests a file has is settled while it loads.
 * @returns why there is none where it could not be made
 */
export function providePython(wanted: PythonPackage): Result<string, string> {
  const folder = environmentFolder(wanted);
  const python = (parent: string): string => path.join(parent, 'bin', 'python3');
  if (existsSync(path.join(folder, 'complete'))) return ok(python(folder));
  process.stderr.write(`Installing ${wanted.requirement} for the tests, once (up to a minute) ...\n`);
  mkdirSync(path.dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    const problem =
      run('python3', ['-m', 'venv', unfinished]) ??
      run(python(unfinished), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', wanted.requirement]);
    if (problem !== null) return err(problem);
    writeFileSync(path.join(unfinished, 'complete'), '');
    keep(unfinished, folder);
    return ok(python(folder));
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** In one step, so that two runs at once cannot meet half of it; the one that comes second uses what the first made. */
function keep(unfinished: string, folder: string): void {
  if (existsSync(path.join(folder, 'complete'))) return;
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
}

function run(command: string, args: readonly string[]): string | null {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: INSTALL_TIMEOUT_MS });
  if (error !== undefined) return error.message;
  return status === 0 ? null : lastLine(`${stdout}\n${stderr}`);
}
