import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Secret } from '../domain/secret';
import type { FileKeys } from './encrypted-file';
import { createLocalSecretStore } from './local';
import type { PracticeCredentials, SecretStore } from './port';

const keys = (id: string, key: Buffer, older: [string, Buffer][] = []): Secret<FileKeys> =>
  new Secret({ current: { id, key }, all: new Map([[id, key], ...older]) });
const KEY = randomBytes(32);
const credentials = (officeId: string): PracticeCredentials => ({
  officeId,
  secretKey: new Secret(`canary-secret-${officeId}`),
  requestKey: null,
  refreshKey: null,
  requestKeyExpiresAt: null,
});
const tokens = (name: string) => ({
  requestKey: new Secret(`canary-request-${name}`),
  refreshKey: new Secret(`canary-refresh-${name}`),
  requestKeyExpiresAt: new Date('2031-03-05T12:00:00Z'),
});

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

describe('credentials', () => {
  it('of the first office lie under the account, those of others under their office', async () => {
    const store = open();
    expect(await store.storePracticeCredentials('acc', credentials('Z1'))).toEqual({
      arn: 'local:parlae/pms/sikka/acc',
    });
    expect(await store.storePracticeCredentials('acc', credentials('Z2'))).toEqual({
      arn: 'local:parlae/pms/sikka/acc/Z2',
    });
    expect(await store.storePracticeCredentials('acc', credentials('Z1'))).toEqual({
      arn: 'local:parlae/pms/sikka/acc',
    });
    expect((await store.getPracticeCredentials('acc'))?.officeId).toBe('Z1');
    expect((await store.getPracticeCredentials('acc', 'Z2'))?.secretKey.expose()).toBe('canary-secret-Z2');
    expect(await store.getPracticeCredentials('acc', 'Z3')).toBeNull();
    expect(await store.getPracticeCredentials('other')).toBeNull();
  });

  it('survive a restart, tokens included', async () => {
    await open().storePracticeCredentials('acc', credentials('Z1'));
    await open().updatePracticeTokens('acc', 'Z1', tokens('a'));
    const stored = await open().getPracticeCredentials('acc', 'Z1');
    expect(stored?.secretKey.expose()).toBe('canary-secret-Z1');
    expect(stored?.requestKey?.expose()).toBe('canary-request-a');
    expect(stored?.requestKeyExpiresAt).toEqual(tokens('a').requestKeyExpiresAt);
    expect(JSON.stringify(stored) + inspect(stored, { depth: null })).not.toContain('canary');
  });

  it('are not made by a renewal for an office that has none', async () => {
    await expect(open().updatePracticeTokens('acc', 'Z1', tokens('a'))).rejects.toThrow('no credentials');
    expect(await open().getPracticeCredentials('acc', 'Z1')).toBeNull();
  });

  it.each(['', 'a/b', '../x', 'a b'])('are not kept under the unsafe account id %j', async (accountId) => {
    await expect(open().getPracticeCredentials(accountId)).rejects.toThrow(RangeError);
  });
});

describe('the file', () => {
  it('holds nothing in clear but the key’s id, is for its owner only, and leaves nothing beside it', async () => {
    await open().storePracticeCredentials('account-canary', credentials('office-canary'));
    const raw = await readFile(file, 'utf8');
    expect(raw).toContain('"keyId":"k1"');
    expect(raw).not.toContain('canary');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'inner'))).toEqual(['secrets.json']);
  });

  it('is opened with an older key and sealed with the current one', async () => {
    await open().storePracticeCredentials('acc', credentials('Z1'));
    const later = createLocalSecretStore({ file, keys: keys('k2', randomBytes(32), [['k1', KEY]]) });
    await later.storePracticeCredentials('acc', credentials('Z2'));
    expect(await readFile(file, 'utf8')).toContain('"keyId":"k2"');
    expect((await later.getPracticeCredentials('acc'))?.officeId).toBe('Z1');
  });

  it('is refused, not replaced, when it was changed or the key is another', async () => {
    await open().storePracticeCredentials('acc', credentials('Z1'));
    const wrongKey = createLocalSecretStore({ file, keys: keys('k1', randomBytes(32)) });
    await expect(wrongKey.storePracticeCredentials('acc', credentials('Z2'))).rejects.toThrow('cannot be opened');
    const raw = JSON.parse(await readFile(file, 'utf8')) as { data: string };
    await writeFile(file, JSON.stringify({ ...raw, data: Buffer.from('x').toString('base64') }));
    await expect(open().getPracticeCredentials('acc')).rejects.toThrow('cannot be opened');
  });
});

describe('several writers', () => {
  it('lose no change of each other', async () => {
    const offices = Array.from({ length: 12 }, (_, index) => `Z${index}`);
    await Promise.all(offices.map((officeId) => open().storePracticeCredentials('acc', credentials(officeId))));
    await Promise.all(offices.map((officeId) => open().updatePracticeTokens('acc', officeId, tokens(officeId))));
    for (const officeId of offices) {
      const stored = await open().getPracticeCredentials('acc', officeId);
      expect(stored?.requestKey?.expose()).toBe(`canary-request-${officeId}`);
    }
  });

  it('wait for the holder of the lock, and not for ever', async () => {
    await open().storePracticeCredentials('acc', credentials('Z1'));
    await writeFile(`${file}.lock`, `${process.pid} held`);
    await expect(open({ waitMs: 60 }).storePracticeCredentials('acc', credentials('Z2'))).rejects.toThrow('held');
    expect(await readFile(`${file}.lock`, 'utf8')).toContain('held');
  });

  it('take over the lock of a process that has died', async () => {
    await open().storePracticeCredentials('acc', credentials('Z1'));
    await writeFile(`${file}.lock`, `${await deadPid()} died`);
    const stores = Array.from({ length: 6 }, (_, n) => open().storePracticeCredentials('acc', credentials(`Y${n}`)));
    await expect(Promise.all(stores)).resolves.toHaveLength(6);
    expect(await readdir(join(folder, 'inner'))).toEqual(['secrets.json']);
  });

  it('take over a lock that is too old, although its process id is in use again', async () => {
    await open().storePracticeCredentials('acc', credentials('Z1'));
    await writeFile(`${file}.lock`, `${process.pid} old`);
    await utimes(`${file}.lock`, new Date(0), new Date(0));
    await expect(open().storePracticeCredentials('acc', credentials('Z2'))).resolves.toBeDefined();
  });
});
