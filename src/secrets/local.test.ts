import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../domain/secret';
import type { FileKeys } from './encrypted-file';
import { createLocalSecretStore } from './local';
import type { SecretStore } from './port';
import { processPlace } from './process-place';
import { credentialsOf, describeStoreContract, tokensOf } from './test-store-contract';

const keys = (id: string, key: Buffer, older: [string, Buffer][] = []): Secret<FileKeys> =>
  new Secret({ current: { id, key }, all: new Map([[id, key], ...older]) });
const KEY = randomBytes(32);

let folder: string;
let file: string;
const open = (lock = {}): SecretStore => createLocalSecretStore({ file, keys: keys('k1', KEY), lock });
/** The id of a process that has ended. */
const deadPid = (): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['-e', '']);
    child.on('exit', () => {
      resolve(child.pid ?? 0);
    });
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parlae-secrets-'));
  file = join(folder, 'inner', 'secrets.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describeStoreContract(
  () => open(),
  (name) => `local:${name}`,
);

describe('the file', () => {
  it('holds nothing in clear but the key’s id, is for its owner only, and leaves nothing beside it', async () => {
    await open().storePracticeCredentials('account-canary', credentialsOf('office-canary'));
    const raw = await readFile(file, 'utf8');
    expect(raw).toContain('"keyId":"k1"');
    expect(raw).not.toContain('canary');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'inner'))).toEqual(['secrets.json']);
  });

  it('is opened with an older key and sealed with the current one', async () => {
    await open().storePracticeCredentials('acc', credentialsOf('Z1'));
    const later = createLocalSecretStore({ file, keys: keys('k2', randomBytes(32), [['k1', KEY]]) });
    await later.storePracticeCredentials('acc', credentialsOf('Z2'));
    expect(await readFile(file, 'utf8')).toContain('"keyId":"k2"');
    expect((await later.getPracticeCredentials('acc'))?.officeId).toBe('Z1');
  });

  it('is refused, not replaced, when it was changed or the key is another', async () => {
    await open().storePracticeCredentials('acc', credentialsOf('Z1'));
    const wrongKey = createLocalSecretStore({ file, keys: keys('k1', randomBytes(32)) });
    await expect(wrongKey.storePracticeCredentials('acc', credentialsOf('Z2'))).rejects.toThrow('cannot be opened');
    const raw = JSON.parse(await readFile(file, 'utf8')) as { data: string };
    await writeFile(file, JSON.stringify({ ...raw, data: Buffer.from('x').toString('base64') }));
    await expect(open().getPracticeCredentials('acc')).rejects.toThrow('cannot be opened');
  });
});

describe('several writers', () => {
  it('lose no change of each other', async () => {
    const offices = Array.from({ length: 12 }, (_, index) => `Z${index}`);
    await Promise.all(offices.map((officeId) => open().storePracticeCredentials('acc', credentialsOf(officeId))));
    await Promise.all(offices.map((officeId) => open().updatePracticeTokens('acc', officeId, tokensOf(officeId))));
    for (const officeId of offices) {
      const stored = await open().getPracticeCredentials('acc', officeId);
      expect(stored?.requestKey?.expose()).toBe(`canary-request-${officeId}`);
    }
  });

  it('wait for the holder of the lock, and not for ever', async () => {
    await open().storePracticeCredentials('acc', credentialsOf('Z1'));
    const holder = `${process.pid} ${processPlace()} another-holding`;
    await writeFile(`${file}.lock`, holder);
    await expect(open({ waitMs: 60 }).storePracticeCredentials('acc', credentialsOf('Z2'))).rejects.toThrow('held');
    expect(await readFile(`${file}.lock`, 'utf8')).toBe(holder);
  });

  it('take over the lock of a process that has died', async () => {
    await open().storePracticeCredentials('acc', credentialsOf('Z1'));
    await writeFile(`${file}.lock`, `${await deadPid()} ${processPlace()} died`);
    const stores = Array.from({ length: 6 }, (_, n) => open().storePracticeCredentials('acc', credentialsOf(`Y${n}`)));
    await expect(Promise.all(stores)).resolves.toHaveLength(6);
    expect(await readdir(join(folder, 'inner'))).toEqual(['secrets.json']);
  });

  it('leave a lock to its holder in another container, whose process id says nothing here, until it is old', async () => {
    await open().storePracticeCredentials('acc', credentialsOf('Z1'));
    await writeFile(`${file}.lock`, `${await deadPid()} another-host/boot/pid:[1] held`);
    await expect(open({ waitMs: 60 }).storePracticeCredentials('acc', credentialsOf('Z2'))).rejects.toThrow('held');
    await utimes(`${file}.lock`, new Date(0), new Date(0));
    await expect(open().storePracticeCredentials('acc', credentialsOf('Z2'))).resolves.toBeDefined();
  });

  it('take over a lock that is too old, although its process id is in use again', async () => {
    await open().storePracticeCredentials('acc', credentialsOf('Z1'));
    await writeFile(`${file}.lock`, `${process.pid} ${processPlace()} old`);
    await utimes(`${file}.lock`, new Date(0), new Date(0));
    await expect(open().storePracticeCredentials('acc', credentialsOf('Z2'))).resolves.toBeDefined();
  });
});
