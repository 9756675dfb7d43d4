import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { phi, reveal } from '../domain/phi';
import { PmsErrorCode } from '../domain/pms-errors';
import { Secret } from '../domain/secret';
import { startScriptedServer, sikkaError, type ScriptedAnswer, type ScriptedServer } from './test-rig';
import { createSikkaTransport, type SikkaRequest, type SikkaTransport } from './transport';

const GET: SikkaRequest = { method: 'GET', endpoint: '/patients' };
const POST: SikkaRequest = { method: 'POST', endpoint: '/appointment', body: phi({ patient_id: 'canary-patient' }) };

let answer: ScriptedAnswer;
let server: ScriptedServer;
let transport: SikkaTransport;

beforeEach(async () => {
  server = await startScriptedServer(() => answer);
  transport = createSikkaTransport({ baseUrl: server.baseUrl });
});
afterEach(async () => {
  transport.close();
  await server.close();
});

describe('what arrives', () => {
  it('is parsed from the text, whatever the content type says', async () => {
    answer = { status: 200, text: '{"items":[]}', headers: { 'content-type': 'text/html; charset=UTF-8' } };
    const reply = await transport.send(GET);
    expect(reply.ok && reveal(reply.value.body)).toEqual({ items: [] });
  });

  it('may be empty with 204', async () => {
    answer = { status: 204 };
    expect(await transport.send(GET)).toMatchObject({ ok: true, value: { status: 204 } });
  });

  it('is unreadable, with the outcome of a write unknown, when a 2xx holds no JSON', async () => {
    answer = { status: 201, text: '<html>Created</html>' };
    const error = { code: PmsErrorCode.unreadable, isRetryable: false, writeOutcome: 'unknown', httpStatus: 201 };
    expect(await transport.send(POST)).toMatchObject({ ok: false, error });
  });

  it('is unreadable when the gzip is broken', async () => {
    const broken = gzipSync('{"items":[]}').subarray(0, 12).toString('latin1');
    answer = { status: 200, text: broken, headers: { 'content-encoding': 'gzip' } };
    expect(await transport.send(GET)).toMatchObject({ ok: false, error: { code: PmsErrorCode.unreadable } });
  });

  it('is unreadable beyond 32 MiB', async () => {
    answer = { status: 200, text: `"${'a'.repeat(33 * 1024 * 1024)}"` };
    expect(await transport.send({ ...GET, timeoutMs: 30_000 })).toMatchObject({
      ok: false,
      error: { code: PmsErrorCode.unreadable },
    });
  });

  it('is not fetched from where a redirect points', async () => {
    answer = { status: 302, headers: { location: `${server.baseUrl}/elsewhere` } };
    const reply = await transport.send(POST);
    expect(reply).toMatchObject({ ok: false, error: { code: PmsErrorCode.unreadable, writeOutcome: 'unknown' } });
    expect(server.seen).toHaveLength(1);
  });

  it('leaves one exchange with the route template and the status', async () => {
    answer = sikkaError(409, 'API2013');
    const { exchanges } = await transport.send({ ...GET, query: { lastname: 'Sample' } });
    expect(exchanges).toEqual([
      { endpoint: '/patients', method: 'GET', responseStatus: 409, responseTimeMs: expect.any(Number) },
    ]);
  });
});

describe('a query', () => {
  it('carries spaces and signs exactly', async () => {
    answer = { status: 204 };
    await transport.send({ ...GET, query: { search: "O'Sample & Söhne +1" } });
    expect(server.seen[0]?.query.get('search')).toBe("O'Sample & Söhne +1");
  });
});

describe('a connection that fails', () => {
  it('proves that a write was not taken when it was refused', async () => {
    await server.close();
    const error = { code: PmsErrorCode.unavailable, isRetryable: true, writeOutcome: 'not-accepted', httpStatus: null };
    const reply = await transport.send(POST);
    expect(reply).toMatchObject({ ok: false, error, exchanges: [{ responseStatus: null }] });
  });

  it('proves the same when every address of the host refuses', async () => {
    await server.close();
    const byName = createSikkaTransport({ baseUrl: server.baseUrl.replace('127.0.0.1', 'localhost') });
    expect(await byName.send(POST)).toMatchObject({ ok: false, error: { writeOutcome: 'not-accepted' } });
  });

  it.each(['reset', 'truncated'] as const)('leaves a write unknown: %s', async (cut) => {
    answer = cut;
    const error = { code: PmsErrorCode.unavailable, isRetryable: true, writeOutcome: 'unknown' };
    expect(await transport.send(POST)).toMatchObject({ ok: false, error });
    expect(server.seen).toHaveLength(1);
  });

  it('does not happen to a write because a kept connection has gone stale', async () => {
    answer = { status: 204 };
    await transport.send(GET);
    await transport.send(GET);
    await transport.send(POST);
    const connections = server.seen.map(({ headers }) => headers.connection);
    expect(connections).toEqual(['keep-alive', 'keep-alive', 'close']);
  });
});

describe('waiting', () => {
  it('ends at the time-out, with the write unknown', async () => {
    answer = 'never';
    const error = { code: PmsErrorCode.timeout, isRetryable: true, writeOutcome: 'unknown' };
    expect(await transport.send({ ...POST, timeoutMs: 30 })).toMatchObject({ ok: false, error });
  });

  it('ends when the caller gives up', async () => {
    const controller = new AbortController();
    const gone = startScriptedServer(() => {
      controller.abort();
      return 'never';
    });
    const abandoned = await gone;
    const reply = await createSikkaTransport({ baseUrl: abandoned.baseUrl }).send({
      ...POST,
      signal: controller.signal,
    });
    await abandoned.close();
    expect(reply).toMatchObject({ ok: false, error: { code: PmsErrorCode.timeout, writeOutcome: 'unknown' } });
  });

  it('does not begin when the caller has given up before: nothing is sent', async () => {
    const reply = await transport.send({ ...POST, signal: AbortSignal.abort() });
    expect(reply).toMatchObject({ ok: false, error: { writeOutcome: 'not-accepted' }, exchanges: [] });
    expect(server.seen).toHaveLength(0);
  });
});

describe('an error', () => {
  it.each<ScriptedAnswer>([
    { status: 500, text: 'canary-patient canary-key' },
    { status: 400, json: { error_code: 'canary-key', long_message: 'canary-patient' } },
    { status: 200, text: 'canary-patient canary-key' },
    'reset',
    'truncated',
    'never',
  ])('shows neither key nor PHI: %j', async (given) => {
    answer = given;
    const reply = await transport.send({
      ...POST,
      query: { search: 'canary-patient' },
      headers: { 'Request-Key': new Secret('canary-key') },
      timeoutMs: 100,
    });
    expect(reply.ok).toBe(false);
    expect(JSON.stringify(reply) + inspect(reply, { depth: null, showHidden: true })).not.toContain('canary');
  });

  it('takes the wait from the rate headers of the minute limit only', async () => {
    const headers = { 'x-rate-limit-reset': '17', 'x-rate-limit-remaining': '0' };
    answer = { status: 429, headers };
    expect(await transport.send(GET)).toMatchObject({
      error: { code: PmsErrorCode.rateLimited, retryAfterMs: 17_000 },
    });
    answer = { status: 429, json: { http_code: '429', error_code: 'API2012' }, headers };
    expect(await transport.send(GET)).toMatchObject({ error: { isRetryable: false, retryAfterMs: null } });
  });
});
