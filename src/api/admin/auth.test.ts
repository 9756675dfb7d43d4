import { createHmac } from 'node:crypto';
import { SignJWT, type JWTPayload } from 'jose';
import type { AdminAuthConfig } from '../../config/admin-auth';
import { Secret } from '../../domain/secret';
import { principalOf } from './auth/principal';
import { AUDIENCE, ISSUER, makeKey, sign } from './test-identity-provider';
import { ACCOUNT, claims, NOW_SECONDS, presentToken, withDoor } from './test-present';

const SECRET = 'invented-secret-of-32-characters';
const config: AdminAuthConfig = { mode: 'secret', secret: new Secret(SECRET), issuer: ISSUER, audience: AUDIENCE };

const signWith = (payload: JWTPayload, secret = SECRET, alg = 'HS256') =>
  new SignJWT(payload).setProtectedHeader({ alg }).sign(Buffer.from(secret));
const presentClaims = async (payload: JWTPayload) => presentToken(config, await signWith(payload));
const without = (name: string) => Object.fromEntries(Object.entries(claims()).filter(([claim]) => claim !== name));
const base64url = (value: string) => Buffer.from(value).toString('base64url');

describe('a token signed with the shared secret', () => {
  it('tells who asks, with which roles, for which accounts', async () => {
    const { status, text } = await presentClaims(claims());
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ subject: 'user-1', roles: ['operator'], accounts: [ACCOUNT] });
  });

  it.each([
    ['every account', { accounts: [ACCOUNT, '*'] }, { accounts: '*' }],
    ['an account in capitals', { accounts: [ACCOUNT.toUpperCase()] }, { accounts: [ACCOUNT] }],
    ['no account', { accounts: [] }, { accounts: [] }],
    ['roles of other systems, which are passed over', { roles: ['owner', 'staff'] }, { roles: ['staff'] }],
    ['several audiences, ours among them', { aud: ['other', AUDIENCE] }, { subject: 'user-1' }],
    ['an end just past, by a clock that is not ours', { exp: NOW_SECONDS - 29 }, { subject: 'user-1' }],
    ['a beginning just ahead, by a clock that is not ours', { nbf: NOW_SECONDS + 30 }, { subject: 'user-1' }],
  ])('may name %s', async (_what, changes, expected) => {
    const { text } = await presentClaims(claims(changes));
    expect(JSON.parse(text)).toMatchObject(expected);
  });

  it.each([
    ['has ended', claims({ exp: NOW_SECONDS - 30 })],
    ['has not begun', claims({ nbf: NOW_SECONDS + 31 })],
    ['never ends', without('exp')],
    ['is for another audience', claims({ aud: 'another' })],
    ['is for no audience', without('aud')],
    ['is by another issuer', claims({ iss: 'https://another.example.com/' })],
    ['is by no issuer', without('iss')],
    ['is of nobody', without('sub')],
  ])('is refused when it %s', async (_what, payload) => {
    expect(await presentClaims(payload)).toMatchObject({ status: 401, refusal: 'token-refused' });
  });

  it.each([
    ['no roles', without('roles')],
    ['no accounts', without('accounts')],
    ['an account that is no id', claims({ accounts: ['everything'] })],
    ['every account, for staff alone', claims({ roles: ['staff'], accounts: ['*'] })],
    ['every account, for roles of other systems', claims({ roles: ['owner'], accounts: ['*'] })],
    ['an empty subject', claims({ sub: '' })],
  ])('is refused when it names %s', async (_what, payload) => {
    expect(await presentClaims(payload)).toMatchObject({ status: 401, refusal: 'claims-unusable' });
  });

  it('is refused when it ends at infinity, which JSON can say', async () => {
    const payload = JSON.stringify(claims()).replace(/"exp":\d+/, '"exp":1e999');
    const input = `${base64url('{"alg":"HS256"}')}.${base64url(payload)}`;
    const signature = createHmac('sha256', SECRET).update(input).digest('base64url');
    expect(await presentToken(config, `${input}.${signature}`)).toMatchObject({ status: 401 });
  });

  it.each([
    ['with another secret', () => signWith(claims(), SECRET.toUpperCase())],
    ['with another algorithm of the same kind', () => signWith(claims(), SECRET.repeat(2), 'HS512')],
    ['with a key pair', async () => sign(claims(), await makeKey('own'))],
    ['by nobody (alg none)', () => `${base64url('{"alg":"none"}')}.${base64url(JSON.stringify(claims()))}.`],
    ['by nobody', () => `${base64url('{"alg":"HS256"}')}.${base64url(JSON.stringify(claims()))}.`],
    ['by nobody, being no token', () => 'a.b.c'],
  ])('is refused when it is signed %s', async (_what, makeToken) => {
    expect(await presentToken(config, await makeToken())).toMatchObject({ status: 401, refusal: 'token-refused' });
  });
});

it('gives every refusal the same bytes, and names the scheme', async () => {
  const expired = `Bearer ${await signWith(claims({ exp: 1 }))}`;
  const unusable = `Bearer ${await signWith(without('roles'))}`;
  await withDoor(config, async (present) => {
    const first = await present();
    expect(first).toMatchObject({ status: 401, refusal: 'token-missing' });
    expect(JSON.parse(first.text)).toMatchObject({ type: 'urn:parlae:problem:unauthorized' });
    for (const authorization of ['Basic dXNlcg==', 'Bearer', expired, unusable]) {
      const { status, text, headers } = await present(authorization);
      expect([status, text]).toEqual([401, first.text]);
      expect(headers.get('www-authenticate')).toBe('Bearer');
      expect(headers.get('content-type')).toBe('application/problem+json');
    }
  });
});

it('answers 503 to everyone where no key is configured, a good token included', async () => {
  const { status, text } = await presentToken(null, await signWith(claims()));
  expect(status).toBe(503);
  expect(JSON.parse(text)).toMatchObject({ type: 'urn:parlae:problem:not-configured' });
});

it('knows nobody where it has not run', () => {
  expect(() => principalOf({ locals: {} })).toThrow('authenticateAdmin');
});
