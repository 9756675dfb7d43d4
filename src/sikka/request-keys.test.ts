import { phi } from '../domain/phi';
import { inspect } from 'node:util';
import { PmsErrorCode } from '../domain/pms-errors';
import { Secret } from '../domain/secret';
import {
  APP_KEY,
  GRANT_A_KEY,
  listOf,
  OFFICE,
  SECRET_KEY,
  sikkaError,
  startRig,
  withKeys,
  type Rig,
  type Script,
  type SeenRequest,
} from './test-rig';

const CONTEXT = { office: OFFICE };
const PROVIDER = { provider_id: 'PRV1', practice_id: '1-1', provider_type: 'Provider', status: 'Active' };

let rig: Rig | undefined;
const start = async (script: Script, now?: () => Date): Promise<Rig> => (rig = await startRig(script, now));
afterEach(async () => {
  await rig?.close();
});

const keyOf = (request: SeenRequest): string => String(request.headers['request-key']);
const grantTypeOf = (request: SeenRequest): unknown => (JSON.parse(request.body) as { grant_type: unknown }).grant_type;
/** Data for living keys, Sikka's own refusal for the dead. */
const deadKeys = (dead: ReadonlySet<string>): Script =>
  withKeys((request) => (dead.has(keyOf(request)) ? sikkaError(400, 'API1025') : listOf(PROVIDER)));

const store = (secrets: Rig['secrets'], requestKey: string, expiresAt = '2031-03-05T00:00:00Z') =>
  secrets.updatePracticeTokens(OFFICE.accountId, OFFICE.officeId, {
    requestKey: new Secret(requestKey),
    refreshKey: new Secret('stored-refresh-key'),
    requestKeyExpiresAt: new Date(expiresAt),
  });

it('gets the first key with the practice secret, once, and keeps it in memory and in the store', async () => {
  const { client, keyRequests, secrets } = await start(deadKeys(new Set()));
  await client.providers.listProviders(CONTEXT);
  await client.providers.listProviders(CONTEXT);
  expect(keyRequests().map(grantTypeOf)).toEqual(['request_key']);
  const stored = await secrets.getPracticeCredentials(OFFICE.accountId, OFFICE.officeId);
  expect(stored?.requestKey?.expose()).toBe('request-key-1');
  expect(stored?.refreshKey?.expose()).toBe('refresh-key-1');
  expect(stored?.requestKeyExpiresAt).toEqual(new Date('2031-03-05T11:36:40Z'));
});

it('renews an expired key and repeats the call once, and says so in the exchanges', async () => {
  const { client } = await start(deadKeys(new Set(['request-key-1'])));
  const reply = await client.providers.listProviders(CONTEXT);
  expect(reply.ok && reply.value).toHaveLength(1);
  expect(reply.exchanges.map(({ method, endpoint, responseStatus }) => [method, endpoint, responseStatus])).toEqual([
    ['POST', '/request_key', 200],
    ['GET', '/providers', 400],
    ['POST', '/request_key', 200],
    ['GET', '/providers', 200],
  ]);
});

it('repeats no more than once', async () => {
  const { client, dataRequests, keyRequests } = await start(withKeys(() => sikkaError(401, 'API2003')));
  const reply = await client.providers.listProviders(CONTEXT);
  expect(reply).toMatchObject({ ok: false, error: { code: PmsErrorCode.auth, isRetryable: false } });
  expect(dataRequests()).toHaveLength(2);
  expect(keyRequests()).toHaveLength(2);
});

it('renews once for twenty calls that meet the dead key together', async () => {
  const { client, secrets, keyRequests } = await start(deadKeys(new Set(['stored-key'])));
  await store(secrets, 'stored-key');
  const replies = await Promise.all(Array.from({ length: 20 }, () => client.providers.listProviders(CONTEXT)));
  expect(replies.every((reply) => reply.ok)).toBe(true);
  expect(keyRequests().map(grantTypeOf)).toEqual(['refresh_key']);
  const recorded = replies.flatMap(({ exchanges }) => exchanges).filter(({ endpoint }) => endpoint === '/request_key');
  expect(recorded).toHaveLength(1);
});

it('takes the key that another process has renewed, from the store, before it asks for one', async () => {
  const dead = new Set(['stored-key']);
  const { client, secrets, otherClient, keyRequests } = await start(deadKeys(dead));
  await store(secrets, 'stored-key');
  dead.delete('stored-key');
  await client.providers.listProviders(CONTEXT);
  dead.add('stored-key');
  await otherClient().providers.listProviders(CONTEXT);
  const reply = await client.providers.listProviders(CONTEXT);
  expect(reply.ok).toBe(true);
  expect(keyRequests()).toHaveLength(1);
});

it('does not trust a stored key that ends within five minutes', async () => {
  const { client, secrets, keyRequests } = await start(deadKeys(new Set()));
  await store(secrets, 'stored-key', '2031-03-04T12:04:59Z');
  await client.providers.listProviders(CONTEXT);
  expect(keyRequests().map(grantTypeOf)).toEqual(['refresh_key']);
});

it('renews five minutes before the end', async () => {
  let now = new Date('2031-03-04T12:00:00Z');
  const { client, keyRequests } = await start(deadKeys(new Set()), () => now);
  await client.providers.listProviders(CONTEXT);
  now = new Date('2031-03-05T11:31:39Z');
  await client.providers.listProviders(CONTEXT);
  expect(keyRequests()).toHaveLength(1);
  now = new Date('2031-03-05T11:31:41Z');
  await client.providers.listProviders(CONTEXT);
  expect(keyRequests().map(grantTypeOf)).toEqual(['request_key', 'refresh_key']);
});

it('uses a key of short life, which Sikka may hand back, and does not ask for another at every call', async () => {
  const running = { status: 200, json: { request_key: 'running-key', refresh_key: 'r', expires_in: '100 second(s)' } };
  const { client, keyRequests } = await start(({ path }) => (path === '/request_key' ? running : listOf(PROVIDER)));
  for (let call = 0; call < 5; call++) await client.providers.listProviders(CONTEXT);
  expect(keyRequests()).toHaveLength(1);
});

it('serves every call to the end of a key and on, where Sikka hands back the running key with what is left of it', async () => {
  const startMs = Date.parse('2031-03-04T12:00:00Z');
  let atMs = startMs;
  const secondsLeft = (): number => 100 - (((atMs - startMs) / 1_000) % 100);
  const running = () => ({ request_key: 'running-key', refresh_key: 'r', expires_in: `${secondsLeft()} second(s)` });
  const { client, keyRequests } = await start(
    ({ path }) => (path === '/request_key' ? { status: 200, json: running() } : listOf(PROVIDER)),
    () => new Date(atMs),
  );
  for (let second = 0; second < 150; second += 1) {
    atMs += 1_000;
    expect((await client.providers.listProviders(CONTEXT)).ok).toBe(true);
  }
  expect(keyRequests().length).toBeLessThan(15);
});

it('falls back to the first grant when the refresh key is refused, whatever the refusal looks like', async () => {
  const oauthLike = { status: 401, json: { error: 'invalid_grant', error_description: 'x' } };
  const refusals = [sikkaError(401, 'API2003'), sikkaError(400, 'API1020'), oauthLike, { status: 400, text: '<html>' }];
  for (const refusal of refusals) {
    const { client, secrets, keyRequests, close } = await startRig((request) => {
      if (request.path !== '/request_key') return listOf(PROVIDER);
      return grantTypeOf(request) === 'refresh_key' ? refusal : GRANT_A_KEY;
    });
    await store(secrets, 'old-key', '2031-03-04T11:00:00Z');
    const reply = await client.providers.listProviders(CONTEXT);
    expect(keyRequests().map(grantTypeOf)).toEqual(['refresh_key', 'request_key']);
    expect(reply.ok && reply.exchanges).toHaveLength(3);
    await close();
  }
});

it('takes the key that another process stored while our refresh key was being refused', async () => {
  const { client, secrets, dataRequests, keyRequests } = await start(async ({ path }) => {
    if (path !== '/request_key') return listOf(PROVIDER);
    await store(secrets, 'key-of-the-other');
    return sikkaError(401, 'API2003');
  });
  await store(secrets, 'old-key', '2031-03-04T11:00:00Z');
  await client.providers.listProviders(CONTEXT);
  expect(keyRequests().map(grantTypeOf)).toEqual(['refresh_key']);
  expect(dataRequests().map(keyOf)).toEqual(['key-of-the-other']);
});

it('keeps the refresh key when the answer holds none', async () => {
  const answer = { status: 200, json: { request_key: 'new-key', expires_in: '85000 second(s)' } };
  const { client, secrets } = await start(({ path }) => (path === '/request_key' ? answer : listOf(PROVIDER)));
  await store(secrets, 'old-key', '2031-03-04T11:00:00Z');
  await client.providers.listProviders(CONTEXT);
  const stored = await secrets.getPracticeCredentials(OFFICE.accountId, OFFICE.officeId);
  expect(stored?.refreshKey?.expose()).toBe('stored-refresh-key');
});

it('knows that a write was not sent when its key could not be had, however the key request ended', async () => {
  const visit = {
    patientId: '4201',
    date: '2031-03-10',
    time: '10:30',
    lengthMinutes: 60,
    providerId: 'PRV1',
    operatory: 'OP1',
    description: '',
  };
  const { client, dataRequests } = await start(() => 'reset');
  const reply = await client.appointments.postAppointment(CONTEXT, phi(visit));
  expect(reply).toMatchObject({ ok: false, error: { isRetryable: true, writeOutcome: 'not-accepted' } });
  expect(dataRequests()).toHaveLength(0);
});

it('lets a caller give up without ending the renewal for the others', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const { client, keyRequests } = await start(async ({ path }) => {
    if (path !== '/request_key') return listOf(PROVIDER);
    await held;
    return GRANT_A_KEY;
  });
  const impatient = client.providers.listProviders({ ...CONTEXT, timeoutMs: 20 });
  const patient = client.providers.listProviders(CONTEXT);
  expect(await impatient).toMatchObject({ ok: false, error: { code: PmsErrorCode.timeout } });
  release();
  expect((await patient).ok).toBe(true);
  expect(keyRequests()).toHaveLength(1);
});

it('asks nothing for an office whose credentials are not stored', async () => {
  const { client, server } = await start(deadKeys(new Set()));
  const reply = await client.providers.listProviders({ office: { ...OFFICE, officeId: 'Z00002' } });
  expect(reply).toMatchObject({ ok: false, error: { code: PmsErrorCode.auth, writeOutcome: 'not-accepted' } });
  expect(server.seen).toHaveLength(0);
});

it('puts keys into the key request and the header, and into no URL, reply or error', async () => {
  const { client, server } = await start((request) =>
    request.path === '/request_key' ? GRANT_A_KEY : { status: 500, text: request.headers['request-key'] as string },
  );
  const reply = await client.providers.listProviders(CONTEXT);
  expect(server.seen.flatMap(({ query }) => [...query.values()]).join()).not.toContain('key-1');
  const shown = JSON.stringify(reply) + inspect(reply, { depth: null, showHidden: true });
  for (const secret of ['request-key-1', 'refresh-key-1', SECRET_KEY, APP_KEY]) expect(shown).not.toContain(secret);
});
