import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { Secret } from '../domain/secret';
import { apiVariables, readApiConfig, type ApiConfig } from './api-config';
import { describeConfigProblems } from './problem';
import { readWorkerConfig } from './worker-config';

const key = (fill: number, bytes = 32) => Buffer.alloc(bytes, fill).toString('base64');
const expose = (secrets: readonly Secret[]) => secrets.map((secret) => secret.expose());

const VALID = {
  NODE_ENV: 'development',
  DATABASE_URL: 'postgresql://parlae:invented@127.0.0.1:5432/parlae',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  SIKKA_BASE_URL: 'http://127.0.0.1:4002/v4',
  SIKKA_APP_ID: 'sim-app-id',
  SIKKA_APP_KEY: 'sim-app-key',
  VAPI_AUTH_MODE: 'secret',
  VAPI_WEBHOOK_SECRET: 'invented-secret-one',
  SECRETS_BACKEND: 'local',
  LOCAL_SECRETS_FILE: '.data/secrets.json',
  PAYLOAD_KEYS: `k2:${key(2)},k1:${key(1)}`,
  INDEX_KEY: key(3),
};
const REQUIRED = Object.keys(VALID).filter((name) => !['NODE_ENV', 'LOCAL_SECRETS_FILE'].includes(name));

function apiConfig(changes: Record<string, string | undefined> = {}): ApiConfig {
  const result = readApiConfig({ ...VALID, ...changes });
  if (!result.ok) throw new Error(describeConfigProblems('api', result.error));
  return result.value;
}

/** Variable → what is wrong with it. */
function problemsOf(changes: Record<string, string | undefined>): Record<string, string> {
  const result = readApiConfig({ ...VALID, ...changes });
  return result.ok ? {} : Object.fromEntries(result.error.map(({ variable, problem }) => [variable, problem]));
}

describe('readApiConfig', () => {
  it('fills in the defaults', () => {
    expect(apiConfig()).toMatchObject({
      common: { environment: 'development', logLevel: 'info', lookupWindowSeconds: 600, dataDir: '.data' },
      http: { port: 4000, trustProxy: false },
      temporal: { address: '127.0.0.1:7233', namespace: 'default', apiKey: null, tls: null },
      sikka: { baseUrl: 'http://127.0.0.1:4002/v4', appId: 'sim-app-id' },
      secrets: { backend: 'local', localFile: '.data/secrets.json' },
      vapiAuth: { mode: 'secret' },
    });
  });

  it('reports every missing variable at once', () => {
    const result = readApiConfig({ NODE_ENV: 'test' });
    const problems = result.ok ? [] : result.error;
    expect(problems.map(({ variable }) => variable).sort()).toEqual([...REQUIRED].sort());
    expect(new Set(problems.map(({ problem }) => problem))).toEqual(new Set(['is missing']));
  });

  it('counts an empty or blank value as missing, and trims what surrounds a value', () => {
    expect(problemsOf({ SIKKA_APP_ID: '', INDEX_KEY: '  ' })).toEqual({
      SIKKA_APP_ID: 'is missing',
      INDEX_KEY: 'is missing',
    });
    expect(apiConfig({ PORT: '', SIKKA_APP_ID: ' app-1\n' })).toMatchObject({
      http: { port: 4000 },
      sikka: { appId: 'app-1' },
    });
  });

  it.each([
    ['PORT', '65536', 'must be a whole number from 0 to 65535'],
    ['PORT', '4e3', 'must be a whole number from 0 to 65535'],
    ['LOG_LEVEL', 'loud', 'must be one of fatal, error, warn, info, debug, trace, silent'],
    ['LOOKUP_WINDOW_SECONDS', '0', 'must be a whole number from 1 to 86400'],
    ['DATABASE_URL', 'mysql://127.0.0.1/x', 'must be a postgres:// or postgresql:// URL'],
    ['DATABASE_URL', 'no url', 'must be a postgres:// or postgresql:// URL'],
    ['TEMPORAL_ADDRESS', 'http://127.0.0.1:7233', 'must be host:port, without a scheme'],
    ['TEMPORAL_TLS_CA', '/no/such/file.pem', 'must be PEM text or the path of a readable PEM file'],
    ['SIKKA_BASE_URL', 'ftp://api.example.com/v4', 'must be an http:// or https:// URL'],
    ['SIKKA_BASE_URL', 'https://api.example.com', 'must end with the API version, such as /v4'],
    ['SIKKA_BASE_URL', 'https://api.example.com/v4?x=1', 'must hold no user, password, query or fragment'],
    ['VAPI_AUTH_MODE', 'none', 'must be one of secret, hmac, bearer'],
    ['VAPI_WEBHOOK_SECRET', 'short', 'must be secrets of at least 8 characters, with a comma between'],
    ['VAPI_WEBHOOK_SECRET', 'invented-secret-one,', 'must be secrets of at least 8 characters, with a comma between'],
    ['VAPI_HMAC_INCLUDE_TIMESTAMP', 'yes', 'must be one of true, false'],
    ['VAPI_HMAC_ALGORITHM', 'sha1', 'must be one of sha256, sha512'],
    ['VAPI_HMAC_SIGNATURE_HEADER', 'x signature', 'must be a header name: letters, digits and hyphens'],
    ['SECRETS_BACKEND', 'file', 'must be one of aws, local'],
    ['SECRETS_KMS_KEY_ID', 'a key', 'must be the id, the ARN or the alias/... of a key of AWS KMS'],
    ['AWS_REGION', 'Virginia', 'must be the name of an AWS region'],
    ['AWS_ENDPOINT_URL', 'ftp://127.0.0.1', 'must be an http:// or https:// URL'],
    ['PAYLOAD_KEYS', `k1:${key(1, 31)}`, 'must be id:base64 entries with commas between; each key is exactly 32 bytes'],
    ['PAYLOAD_KEYS', key(1), 'must be id:base64 entries with commas between; each key is exactly 32 bytes'],
    ['PAYLOAD_KEYS', `k 1:${key(1)}`, 'must be id:base64 entries with commas between; each key is exactly 32 bytes'],
    ['PAYLOAD_KEYS', `k1:${key(1)},`, 'must be id:base64 entries with commas between; each key is exactly 32 bytes'],
    ['PAYLOAD_KEYS', `k1:${key(1)},k1:${key(2)}`, 'names one key id twice'],
    ['INDEX_KEY', key(3, 31), 'must be base64 of at least 32 bytes'],
    ['INDEX_KEY', `${key(3)}!`, 'must be base64 of at least 32 bytes'],
    [
      'TRUST_PROXY',
      'true',
      'must be false, a number of hops from 0 to 9, or addresses and networks with commas between',
    ],
    [
      'TRUST_PROXY',
      '10.0.0.0/33',
      'must be false, a number of hops from 0 to 9, or addresses and networks with commas between',
    ],
  ])('says what is wrong with %s=%s', (variable, value, problem) => {
    expect(problemsOf({ [variable]: value })).toEqual({ [variable]: problem });
  });

  it('treats an unknown NODE_ENV as wrong, and as production for all else', () => {
    expect(problemsOf({ NODE_ENV: 'staging' })).toMatchObject({
      NODE_ENV: 'must be one of development, test, production',
      SIKKA_BASE_URL: 'must be an https:// URL in production',
    });
  });

  it('refuses more than two live webhook secrets', () => {
    const three = ['one', 'two', 'six'].map((word) => `invented-secret-${word}`).join(',');
    expect(problemsOf({ VAPI_WEBHOOK_SECRET: three })['VAPI_WEBHOOK_SECRET']).toContain('at most two');
  });

  it.each(['x-vapi-secret', 'X-Vapi-Signature'])(
    'refuses a bearer token in %s, a header of the plain secret',
    (name) => {
      expect(problemsOf({ VAPI_AUTH_MODE: 'bearer', VAPI_BEARER_HEADER: name })['VAPI_BEARER_HEADER']).toContain(
        'VAPI_AUTH_MODE=secret',
      );
    },
  );

  it.each([
    ['the file of local secrets', { LOCAL_SECRETS_FILE: '' }, { LOCAL_SECRETS_FILE: 'SECRETS_BACKEND is local' }],
    ['the region of secrets in AWS', { SECRETS_BACKEND: 'aws' }, { AWS_REGION: 'SECRETS_BACKEND is aws' }],
    ['the region of settings in SSM', { SSM_PREFIX: '/parlae/test' }, { AWS_REGION: 'SSM_PREFIX is set' }],
  ])('asks for %s only where it is needed', (_what, changes, missing) => {
    expect(problemsOf(changes)).toEqual(
      Object.fromEntries(Object.entries(missing).map(([name, why]) => [name, `is missing, though ${why}`])),
    );
  });

  it.each([
    ['TEMPORAL_TLS_CERT', 'TEMPORAL_TLS_KEY'],
    ['TEMPORAL_TLS_KEY', 'TEMPORAL_TLS_CERT'],
  ])('asks for the other half when only %s is set', (given, missing) => {
    const problems = problemsOf({ [given]: '-----BEGIN INVENTED-----', PORT: 'x' });
    expect(problems).toEqual({ [missing]: expect.stringContaining('is missing'), PORT: expect.any(String) });
  });

  it('never repeats a value in a problem', () => {
    const sentinel = 'sentinel value';
    const env = Object.fromEntries(Object.keys(apiVariables({})).map((name) => [name, sentinel]));
    const result = readApiConfig(env);
    const report = result.ok ? '' : describeConfigProblems('api', result.error);
    expect(report).toContain('DATABASE_URL');
    expect(report).not.toContain(sentinel);
  });

  it('prints no secret and no key', () => {
    const config = apiConfig({ TEMPORAL_API_KEY: 'invented-api-key' });
    const printed = `${inspect(config, { depth: null, showHidden: true })}${JSON.stringify(config)}`;
    for (const secret of [
      'parlae:invented',
      'sim-app-key',
      'invented-secret-one',
      'invented-api-key',
      key(2),
      key(3),
    ]) {
      expect(printed).not.toContain(secret);
    }
    expect(printed).not.toMatch(/Buffer|02 02 02/);
  });
});

describe('in production', () => {
  const PRODUCTION = { NODE_ENV: 'production' };

  it.each([['production'], [undefined], ['']])(
    '(NODE_ENV=%s) refuses every value meant for development, at once',
    (nodeEnv) => {
      expect(problemsOf({ NODE_ENV: nodeEnv })).toEqual({
        SIKKA_BASE_URL: 'must be an https:// URL in production',
        VAPI_WEBHOOK_SECRET: 'must be secrets of at least 32 characters, with a comma between',
        SECRETS_BACKEND: expect.stringContaining('must not be local in production'),
      });
    },
  );

  it('refuses a short previous secret beside a long current one', () => {
    const secrets = `${'long-invented-secret-'.repeat(2)},invented-secret-one`;
    expect(problemsOf({ ...PRODUCTION, VAPI_WEBHOOK_SECRET: secrets })).toHaveProperty('VAPI_WEBHOOK_SECRET');
  });

  it('accepts what is fit for it', () => {
    const fit = {
      SIKKA_BASE_URL: 'https://api.example.com/v4/',
      VAPI_WEBHOOK_SECRET: 'long-invented-secret-'.repeat(2),
    };
    const aws = { SECRETS_BACKEND: 'aws', AWS_REGION: 'us-east-1', LOCAL_SECRETS_FILE: '' };
    expect(problemsOf({ ...PRODUCTION, ...fit, ...aws })).toEqual({});
    expect(problemsOf({ ...PRODUCTION, ...fit, ...aws, AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' })).toEqual({
      AWS_ENDPOINT_URL: 'must be an https:// URL in production',
    });
  });
});

describe('the parsed values', () => {
  it('hold the current payload key first and the older ones by id', () => {
    const { current, all } = apiConfig().keys.payloadKeys.expose();
    expect(current).toEqual({ id: 'k2', key: Buffer.alloc(32, 2) });
    expect([...all.keys()]).toEqual(['k2', 'k1']);
    expect(all.get('k1')).toEqual(Buffer.alloc(32, 1));
  });

  it('hold current and previous webhook secret', () => {
    const { vapiAuth } = apiConfig({ VAPI_WEBHOOK_SECRET: 'invented-secret-one, invented-secret-two' });
    expect(expose(vapiAuth.secrets)).toEqual(['invented-secret-one', 'invented-secret-two']);
  });

  it.each([
    [{}, null, null],
    [
      { SECRETS_KMS_KEY_ID: 'alias/parlae', AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' },
      'alias/parlae',
      'http://127.0.0.1:5000',
    ],
  ])('hold where the secrets lie in AWS, with %j', (changes, kmsKeyId, endpointUrl) => {
    const { secrets } = apiConfig({ SECRETS_BACKEND: 'aws', AWS_REGION: 'us-east-1', ...changes });
    expect(secrets).toEqual({ backend: 'aws', aws: { region: 'us-east-1', endpointUrl }, kmsKeyId });
  });

  it('hold the HMAC format with header names in lower case', () => {
    const changes = {
      VAPI_AUTH_MODE: 'hmac',
      VAPI_HMAC_SIGNATURE_HEADER: 'X-Sig',
      VAPI_HMAC_INCLUDE_TIMESTAMP: 'false',
    };
    expect(apiConfig(changes).vapiAuth).toMatchObject({
      mode: 'hmac',
      signatureHeader: 'x-sig',
      timestampHeader: 'x-timestamp',
      algorithm: 'sha256',
      prefix: '',
      encoding: 'hex',
      includesTimestamp: false,
    });
  });

  it('take a PEM from a file or from text on one line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parlae-config-'));
    const path = join(folder, 'ca.pem');
    writeFileSync(path, '-----BEGIN INVENTED-----\nabc\n');
    const { tls } = apiConfig({
      TEMPORAL_TLS_CA: path,
      TEMPORAL_TLS_CERT: '-----BEGIN INVENTED-----\\ncert\\n',
      TEMPORAL_TLS_KEY: '-----BEGIN INVENTED-----\\nkey\\n',
    }).temporal;
    rmSync(folder, { recursive: true });
    expect(tls?.authority?.toString()).toBe('-----BEGIN INVENTED-----\nabc\n');
    expect(tls?.clientCertificate?.certificate.toString()).toBe('-----BEGIN INVENTED-----\ncert\n');
    expect(tls?.clientCertificate?.key.expose().toString()).toBe('-----BEGIN INVENTED-----\nkey\n');
  });

  it('turn TLS on with an API key alone, because a key must not travel in plain text', () => {
    const { tls } = apiConfig({ TEMPORAL_API_KEY: 'invented-api-key' }).temporal;
    expect(tls).toEqual({ clientCertificate: null, authority: null, serverName: null });
  });

  it.each([
    ['false', false],
    ['2', 2],
    ['loopback, 10.0.0.0/8,::1', ['loopback', '10.0.0.0/8', '::1']],
  ])('trust the proxies of TRUST_PROXY=%s', (value, trustProxy) => {
    expect(apiConfig({ TRUST_PROXY: value }).http.trustProxy).toEqual(trustProxy);
  });
});

describe('readWorkerConfig', () => {
  const AUDIT = { AUDIT_SIGNING_KMS_KEY_ID: 'alias/x', AWS_REGION: 'us-east-1', AUDIT_CHECKPOINT_URL: '.data/x' };

  it('needs nothing of Vapi and has a port of its own', () => {
    const { VAPI_AUTH_MODE: _mode, VAPI_WEBHOOK_SECRET: _secret, ...env } = VALID;
    expect(readWorkerConfig({ ...env, ...AUDIT })).toMatchObject({ ok: true, value: { http: { port: 4001 } } });
  });

  it('reports its own problems and the shared ones at once', () => {
    const result = readWorkerConfig({
      ...VALID,
      ...AUDIT,
      WORKER_PORT: '-1',
      INDEX_KEY: 'x',
      TEMPORAL_TLS_CERT: '-----BEGIN X-----',
    });
    const variables = result.ok ? [] : result.error.map(({ variable }) => variable);
    expect(variables).toEqual(['WORKER_PORT', 'INDEX_KEY', 'TEMPORAL_TLS_KEY']);
  });
});

describe('describeConfigProblems', () => {
  it('lists each problem with its example on a line of its own', () => {
    const problems = [
      { variable: 'PORT', problem: 'must be a number', example: '4000' },
      { variable: 'DATABASE_URL', problem: 'is missing', example: 'postgresql://127.0.0.1/parlae' },
    ];
    expect(describeConfigProblems('api', problems)).toBe(
      [
        'The api cannot start: 2 settings are wrong. .env.example names them all.',
        '  PORT must be a number (example: 4000)',
        '  DATABASE_URL is missing (example: postgresql://127.0.0.1/parlae)',
      ].join('\n'),
    );
  });
});
