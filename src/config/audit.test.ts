import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { inspect } from 'node:util';
import type { AuditConfig } from './audit';
import { readWorkerConfig } from './worker-config';

const base64 = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const ED25519 = generateKeyPairSync('ed25519').privateKey;
const der = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'der' }).toString('base64');
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

const ENV = {
  NODE_ENV: 'development',
  DATABASE_URL: 'postgresql://parlae@127.0.0.1:5432/parlae',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  SIKKA_BASE_URL: 'https://127.0.0.1:4002/v4',
  SIKKA_APP_ID: 'sim-app-id',
  SIKKA_APP_KEY: 'sim-app-key',
  SECRETS_BACKEND: 'local',
  LOCAL_SECRETS_FILE: '.data/secrets.json',
  PAYLOAD_KEYS: `k1:${base64(1)}`,
  INDEX_KEY: base64(2),
};
const LOCAL = { AUDIT_SIGNING_KEY: der(ED25519), AUDIT_CHECKPOINT_URL: '.data/audit-checkpoints' };
const IN_AWS = {
  AWS_REGION: 'us-east-1',
  AUDIT_SIGNING_KMS_KEY_ID: 'alias/parlae-audit',
  AUDIT_CHECKPOINT_URL: 's3://invented-bucket/parlae/audit',
};

function auditOf(env: Record<string, string>): AuditConfig {
  const read = readWorkerConfig({ ...ENV, ...env });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value.audit;
}

const problemsOf = (env: Record<string, string>): [string, string][] => {
  const read = readWorkerConfig({ ...ENV, ...env });
  return read.ok ? [] : read.error.map(({ variable, problem }) => [variable, problem]);
};

describe('the configuration of the audit record', () => {
  it.each([
    ['base64 of DER', der(ED25519)],
    ['PEM', pem(ED25519)],
    ['PEM on one line', pem(ED25519).replaceAll('\n', '\\n')],
  ])('takes a signing key as %s', (_form, AUDIT_SIGNING_KEY) => {
    const { signer } = auditOf({ ...LOCAL, AUDIT_SIGNING_KEY });
    expect(signer.kind === 'local' && signer.privateKey.expose().equals(ED25519)).toBe(true);
  });

  it('prints no signing key', () => {
    const config = auditOf(LOCAL);
    expect(`${inspect(config, { depth: null, showHidden: true })}${JSON.stringify(config)}`).not.toMatch(
      /KeyObject|MC4C/,
    );
  });

  it('takes a key of KMS and a bucket, with the region of both', () => {
    const aws = { region: 'us-east-1', endpointUrl: null };
    expect(auditOf(IN_AWS)).toEqual({
      signer: { kind: 'kms', kmsKeyId: 'alias/parlae-audit', aws },
      checkpoints: { kind: 's3', bucket: 'invented-bucket', prefix: 'parlae/audit', aws },
    });
  });

  it.each([
    ['s3://invented-bucket', { kind: 's3', bucket: 'invented-bucket', prefix: '' }],
    ['s3://invented-bucket/a/', { kind: 's3', bucket: 'invented-bucket', prefix: 'a' }],
    ['/var/audit', { kind: 'folder', folder: '/var/audit' }],
    ['var/audit', { kind: 'folder', folder: path.resolve('var/audit') }],
    ['file:///var/my%20audit', { kind: 'folder', folder: '/var/my audit' }],
  ])('keeps checkpoints in %s', (AUDIT_CHECKPOINT_URL, expected) => {
    expect(auditOf({ ...LOCAL, AWS_REGION: 'us-east-1', AUDIT_CHECKPOINT_URL }).checkpoints).toMatchObject(expected);
  });

  it.each(['https://bucket.example.com/x', 's3://B', 's3://invented-bucket//x', 's3://', 'file://elsewhere/x'])(
    'refuses to keep checkpoints in %s',
    (AUDIT_CHECKPOINT_URL) => {
      const problem = 'must be s3://bucket/prefix, the path of a folder, or its file:// URL';
      expect(problemsOf({ ...LOCAL, AWS_REGION: 'us-east-1', AUDIT_CHECKPOINT_URL })).toEqual([
        ['AUDIT_CHECKPOINT_URL', problem],
      ]);
    },
  );

  it.each([
    ['no key', 'x'],
    ['a key of another kind', der(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)],
    ['a public key', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()],
  ])('refuses to sign with %s', (_what, AUDIT_SIGNING_KEY) => {
    expect(problemsOf({ ...LOCAL, AUDIT_SIGNING_KEY })).toEqual([
      ['AUDIT_SIGNING_KEY', 'must be an Ed25519 key, PKCS#8: base64 of its DER, or PEM'],
    ]);
  });

  it('asks for exactly one key, a place, and the region of what is in AWS', () => {
    expect(problemsOf({})).toEqual([
      ['AUDIT_CHECKPOINT_URL', 'is missing'],
      ['AUDIT_SIGNING_KMS_KEY_ID', 'is missing, as is AUDIT_SIGNING_KEY'],
    ]);
    expect(problemsOf({ ...LOCAL, ...IN_AWS })).toEqual([
      ['AUDIT_SIGNING_KEY', 'is set, though AUDIT_SIGNING_KMS_KEY_ID is set too'],
    ]);
    expect(problemsOf({ ...IN_AWS, AWS_REGION: '' })).toEqual([
      ['AWS_REGION', 'is missing, though AUDIT_SIGNING_KMS_KEY_ID is set and AUDIT_CHECKPOINT_URL is in S3'],
    ]);
  });
});

describe('in production', () => {
  const PRODUCTION = { NODE_ENV: 'production', SECRETS_BACKEND: 'aws', AWS_REGION: 'us-east-1' };

  it('a key that a process can read, or a folder, is refused', () => {
    expect(problemsOf({ ...PRODUCTION, ...LOCAL })).toEqual([
      ['AUDIT_SIGNING_KEY', expect.stringContaining('must not be set in production')],
      ['AUDIT_CHECKPOINT_URL', expect.stringContaining('must be s3://bucket/prefix in production')],
    ]);
  });

  it('KMS and S3 are accepted', () => {
    expect(problemsOf({ ...PRODUCTION, ...IN_AWS })).toEqual([]);
  });
});
