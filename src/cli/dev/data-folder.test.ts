import { createPrivateKey, sign, verify } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { testFolders } from '../../../test/support/test-folders';
import { dataFiles, ensureDataFolder, wipeDataFolder } from './data-folder';
import { loadDevSecrets } from './dev-secrets';
import { LaunchError } from './launch-error';

const temporary = testFolders();

describe('the data folder', () => {
  it('is wiped when we made it', () => {
    const folder = path.join(temporary(), '.data');
    ensureDataFolder(folder);
    writeFileSync(path.join(folder, 'temporal.db'), 'x');
    wipeDataFolder(folder);
    expect(existsSync(folder)).toBe(false);
  });

  it('is not wiped when it held other things before', () => {
    const folder = temporary();
    writeFileSync(path.join(folder, 'thesis.txt'), 'x');
    ensureDataFolder(folder);
    expect(() => {
      wipeDataFolder(folder);
    }).toThrow(LaunchError);
    expect(existsSync(path.join(folder, 'thesis.txt'))).toBe(true);
  });

  it('need not be there to be wiped', () => {
    expect(() => {
      wipeDataFolder(path.join(temporary(), 'none'));
    }).not.toThrow();
  });
});

describe('the secrets of a data folder', () => {
  it('are made once, kept, and readable by the owner alone', () => {
    const { secretsFile } = dataFiles(temporary());
    const first = loadDevSecrets(secretsFile);
    expect(loadDevSecrets(secretsFile)).toEqual(first);
    expect(statSync(secretsFile).mode & 0o777).toBe(0o600);
    const [keyId, key = ''] = first.PAYLOAD_KEYS.split(':');
    expect([keyId, Buffer.from(key, 'base64').length]).toEqual(['dev1', 32]);
    expect(Buffer.from(first.INDEX_KEY, 'base64')).toHaveLength(32);
    expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
  });

  it('sign the audit record, which the public key beside them checks', () => {
    const folder = temporary();
    const { AUDIT_SIGNING_KEY: key } = loadDevSecrets(dataFiles(folder).secretsFile);
    const privateKey = createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' });
    const publicKey = readFileSync(path.join(folder, 'audit-public-key.pem'), 'utf8');
    expect(verify(null, Buffer.from('x'), publicKey, sign(null, Buffer.from('x'), privateKey))).toBe(true);
  });

  it('keep what is there and add what is missing', () => {
    const { secretsFile } = dataFiles(temporary());
    writeFileSync(secretsFile, JSON.stringify({ INDEX_KEY: 'old', LATER: 'kept' }));
    expect(loadDevSecrets(secretsFile)).toMatchObject({ INDEX_KEY: 'old' });
    expect(JSON.parse(readFileSync(secretsFile, 'utf8'))).toMatchObject({ INDEX_KEY: 'old', LATER: 'kept' });
  });

  it('are never replaced in silence when their file is damaged', () => {
    const { secretsFile } = dataFiles(temporary());
    writeFileSync(secretsFile, '{');
    expect(() => loadDevSecrets(secretsFile)).toThrow(LaunchError);
    expect(readFileSync(secretsFile, 'utf8')).toBe('{');
  });
});
