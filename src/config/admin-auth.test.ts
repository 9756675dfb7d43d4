import { adminVariables, checkAdminAuth, toAdminAuthConfig } from './admin-auth';
import { readVariables } from './read-variables';

const SECRET = 'invented-secret-of-32-characters';
const JWKS_URL = 'https://login.example.com/jwks.json';
const NAMES = { ADMIN_JWT_ISSUER: 'https://login.example.com/', ADMIN_JWT_AUDIENCE: 'parlae' };

function read(env: Record<string, string>, isProduction = false) {
  const values = readVariables(adminVariables(isProduction), env);
  const problems = [...(values.ok ? [] : values.error), ...checkAdminAuth(env, isProduction)];
  return {
    config: values.ok ? toAdminAuthConfig(values.value) : null,
    problems: Object.fromEntries(problems.map(({ variable, problem }) => [variable, problem])),
  };
}

it('lets nobody sign in where nothing is set', () => {
  expect(read({})).toEqual({ config: null, problems: {} });
  expect(read(NAMES, true)).toEqual({ config: null, problems: {} });
});

it('takes a shared secret in development, with issuer and audience of its own', () => {
  const { config } = read({ ADMIN_JWT_SECRET: SECRET });
  expect(config).toMatchObject({ mode: 'secret', issuer: 'parlae-dev', audience: 'parlae-dev' });
  expect(config?.mode === 'secret' && config.secret.expose()).toBe(SECRET);
  expect(JSON.stringify(config)).not.toContain(SECRET);
});

it('takes the signing keys of an identity provider in production', () => {
  expect(read({ ADMIN_JWKS_URL: JWKS_URL, ...NAMES }, true)).toEqual({
    config: { mode: 'jwks', jwksUrl: JWKS_URL, issuer: 'https://login.example.com/', audience: 'parlae' },
    problems: {},
  });
});

it('refuses the shared secret in production, and says so once', () => {
  expect(read({ ADMIN_JWT_SECRET: 'short' }, true).problems).toEqual({
    ADMIN_JWT_SECRET: expect.stringContaining('must not be set in production'),
  });
});

it('asks for issuer and audience where production names signing keys', () => {
  expect(read({ ADMIN_JWKS_URL: JWKS_URL }, true)).toEqual({
    config: null,
    problems: {
      ADMIN_JWT_ISSUER: 'is missing, though ADMIN_JWKS_URL is set',
      ADMIN_JWT_AUDIENCE: 'is missing, though ADMIN_JWKS_URL is set',
    },
  });
});

it('refuses a secret and signing keys together, and opens to neither', () => {
  expect(read({ ADMIN_JWT_SECRET: SECRET, ADMIN_JWKS_URL: JWKS_URL })).toEqual({
    config: null,
    problems: { ADMIN_JWKS_URL: 'must not be set together with ADMIN_JWT_SECRET' },
  });
});

it.each([
  ['ADMIN_JWT_SECRET', SECRET.slice(1), false, 'must be at least 32 characters'],
  ['ADMIN_JWKS_URL', 'http://login.example.com/jwks.json', true, 'must be an https:// URL in production'],
  ['ADMIN_JWKS_URL', 'login.example.com', false, 'must be an http:// or https:// URL'],
  ['ADMIN_JWKS_URL', 'https://user@login.example.com/', false, 'must hold no user and no password'],
])('says what is wrong with %s=%s', (variable, value, isProduction, problem) => {
  const { config, problems } = read({ ...NAMES, [variable]: value }, isProduction);
  expect(config).toBeNull();
  expect(problems).toEqual({ [variable]: problem });
});
