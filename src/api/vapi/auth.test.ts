import { createHmac } from 'node:crypto';
import express from 'express';
import type { HmacFormat, VapiAuthConfig } from '../../config/vapi-auth';
import { Secret } from '../../domain/secret';
import { handleErrors } from '../http/errors';
import { onLoopback } from '../http/test-loopback';
import { parseJsonBody, readRawBody } from '../http/raw-body';
import { authenticateVapi } from './auth';

const CURRENT = 'invented-current-secret';
const PREVIOUS = 'invented-previous-secret';
const secrets = [new Secret(CURRENT), new Secret(PREVIOUS)];
const NOW_MS = 1_930_000_000_000;
const NOW_SECONDS = String(NOW_MS / 1_000);
/** Blanks, escapes and number forms that a parser would not give back. */
const BODY = '{ "message": {"type":"hang", "n": 1.0, "t": "\\u00e9" } }';

type Headers = Record<string, string>;
interface Answer {
  readonly status: number;
  readonly reasons: readonly string[];
  readonly text: string;
  readonly headers: Headers;
}

async function post(config: VapiAuthConfig, headers: Headers, body: string = BODY): Promise<Answer> {
  const reasons: string[] = [];
  const app = express();
  const authenticate = authenticateVapi(config, {
    nowMs: () => NOW_MS,
    onRefused: (reason) => void reasons.push(reason),
  });
  app.post('/', readRawBody(), authenticate, parseJsonBody(), (_req, res) => void res.json({}));
  app.use(handleErrors({ error: jest.fn() }));
  return onLoopback(app, async (origin) => {
    const sent = { 'content-type': 'application/json', ...headers };
    const response = await fetch(origin, { method: 'POST', headers: sent, body });
    const { date: _date, ...answered } = Object.fromEntries(response.headers);
    return { status: response.status, reasons, text: await response.text(), headers: answered };
  });
}

const passes = { status: 200, reasons: [] };
const refused = (reason: string) => ({ status: 401, reasons: [reason] });

describe('mode secret', () => {
  const config: VapiAuthConfig = { mode: 'secret', secrets };

  it.each<[string, Headers]>([
    ['the current secret in X-Vapi-Secret', { 'X-Vapi-Secret': CURRENT }],
    ['the previous secret', { 'x-vapi-secret': PREVIOUS }],
    ['the secret in x-vapi-signature', { 'x-vapi-signature': CURRENT }],
    ['the right one of two headers', { 'x-vapi-secret': 'wrong', 'x-vapi-signature': CURRENT }],
  ])('accepts %s', async (_what, headers) => {
    expect(await post(config, headers)).toMatchObject(passes);
  });

  it.each<[string, Headers, string]>([
    ['no header', {}, 'credential-missing'],
    ['an empty header', { 'x-vapi-secret': '' }, 'credential-missing'],
    ['a wrong secret', { 'x-vapi-secret': 'invented-curreNt-secret' }, 'credential-wrong'],
    ['the beginning of the secret', { 'x-vapi-secret': CURRENT.slice(0, -1) }, 'credential-wrong'],
    ['a longer one', { 'x-vapi-secret': `${CURRENT}x` }, 'credential-wrong'],
    ['both secrets at once', { 'x-vapi-secret': `${CURRENT},${PREVIOUS}` }, 'credential-wrong'],
    ['the secret as a bearer token', { authorization: `Bearer ${CURRENT}` }, 'credential-missing'],
  ])('refuses %s', async (_what, headers, reason) => {
    expect(await post(config, headers)).toMatchObject(refused(reason));
  });
});

describe('mode bearer', () => {
  const config: VapiAuthConfig = { mode: 'bearer', secrets, headerName: 'authorization' };
  const ownHeader: VapiAuthConfig = { ...config, headerName: 'x-parlae-token' };

  it.each<[string, VapiAuthConfig, Headers]>([
    ['the current token', config, { Authorization: `Bearer ${CURRENT}` }],
    ['the previous token, its scheme in lower case', config, { authorization: `bearer ${PREVIOUS}` }],
    ['a token in a header of its own without a scheme', ownHeader, { 'X-Parlae-Token': CURRENT }],
    ['a token in a header of its own with a scheme', ownHeader, { 'x-parlae-token': `Bearer ${CURRENT}` }],
  ])('accepts %s', async (_what, mode, headers) => {
    expect(await post(mode, headers)).toMatchObject(passes);
  });

  it.each<[string, VapiAuthConfig, Headers, string]>([
    ['nothing', config, {}, 'credential-missing'],
    ['the plain secret in X-Vapi-Secret', config, { 'x-vapi-secret': CURRENT }, 'credential-missing'],
    ['the plain secret in x-vapi-signature', config, { 'x-vapi-signature': CURRENT }, 'credential-missing'],
    ['a token without its scheme', config, { authorization: CURRENT }, 'credential-wrong'],
    ['another scheme', config, { authorization: `Basic ${CURRENT}` }, 'credential-wrong'],
    ['a wrong token', config, { authorization: `Bearer ${CURRENT}x` }, 'credential-wrong'],
    ['the scheme alone', config, { authorization: 'Bearer ' }, 'credential-wrong'],
    [
      'Authorization where another header is set',
      ownHeader,
      { authorization: `Bearer ${CURRENT}` },
      'credential-missing',
    ],
  ])('refuses %s', async (_what, mode, headers, reason) => {
    expect(await post(mode, headers)).toMatchObject(refused(reason));
  });
});

describe('mode hmac', () => {
  const format: HmacFormat = {
    signatureHeader: 'x-signature',
    timestampHeader: 'x-timestamp',
    algorithm: 'sha256',
    prefix: '',
    encoding: 'hex',
    includesTimestamp: true,
  };
  const hmac = (changes: Partial<HmacFormat> = {}): VapiAuthConfig => ({
    mode: 'hmac',
    secrets,
    ...format,
    ...changes,
  });

  const sign = (text: string, secret = CURRENT, { algorithm, encoding } = format) =>
    createHmac(algorithm, secret).update(text).digest(encoding);
  /** Headers of a body signed with its time stamp. */
  const signed = (timestamp = NOW_SECONDS, body = BODY, secret = CURRENT): Headers => ({
    'x-timestamp': timestamp,
    'x-signature': sign(`${timestamp}.${body}`, secret),
  });

  it('accepts a fixed example, so that our own signing code is not its only witness', async () => {
    // printf '1930000000.{}' | openssl dgst -sha256 -hmac invented-current-secret
    const signature = '5c9dc2d90fbf097a6105c8b5a986e649315893ff3878827d6906e8b50bdcb401';
    expect(await post(hmac(), { 'x-timestamp': '1930000000', 'x-signature': signature }, '{}')).toMatchObject(passes);
  });

  it.each<[string, VapiAuthConfig, Headers]>([
    ['the current secret, time in seconds', hmac(), signed()],
    ['time in milliseconds', hmac(), signed(String(NOW_MS))],
    ['the previous secret', hmac(), signed(NOW_SECONDS, BODY, PREVIOUS)],
    ['a signature of 300 s ago', hmac(), signed(String(NOW_MS / 1_000 - 300))],
    ['a signature of 300 s ahead', hmac(), signed(String(NOW_MS / 1_000 + 300))],
    ['hex in upper case', hmac(), { ...signed(), 'x-signature': sign(`${NOW_SECONDS}.${BODY}`).toUpperCase() }],
    [
      'header names in another case',
      hmac(),
      { 'X-TIMESTAMP': NOW_SECONDS, 'X-Signature': sign(`${NOW_SECONDS}.${BODY}`) },
    ],
    [
      'a prefix',
      hmac({ prefix: 'sha256=' }),
      { ...signed(), 'x-signature': `sha256=${sign(`${NOW_SECONDS}.${BODY}`)}` },
    ],
    ['the prefix left out', hmac({ prefix: 'sha256=' }), signed()],
    [
      'sha512 in base64 in other headers',
      hmac({ algorithm: 'sha512', encoding: 'base64', signatureHeader: 'x-sig', timestampHeader: 'x-time' }),
      {
        'x-time': NOW_SECONDS,
        'x-sig': sign(`${NOW_SECONDS}.${BODY}`, CURRENT, { ...format, algorithm: 'sha512', encoding: 'base64' }),
      },
    ],
    [
      'the body alone, where no time stamp is signed',
      hmac({ includesTimestamp: false }),
      { 'x-signature': sign(BODY) },
    ],
  ])('accepts %s', async (_what, config, headers) => {
    expect(await post(config, headers)).toMatchObject(passes);
  });

  it.each<[string, VapiAuthConfig, Headers, string]>([
    ['nothing', hmac(), {}, 'credential-missing'],
    ['the plain secret in X-Vapi-Secret', hmac(), { 'x-vapi-secret': CURRENT }, 'credential-missing'],
    ['the plain secret in place of the signature', hmac(), { ...signed(), 'x-signature': CURRENT }, 'credential-wrong'],
    ['no time stamp', hmac(), { 'x-signature': sign(`.${BODY}`) }, 'timestamp-missing'],
    ['a signature over the body alone', hmac(), { ...signed(), 'x-signature': sign(BODY) }, 'credential-wrong'],
    ['a signature of 301 s ago', hmac(), signed(String(NOW_MS / 1_000 - 301)), 'timestamp-out-of-window'],
    ['a signature of 301 s ahead', hmac(), signed(String(NOW_MS / 1_000 + 301)), 'timestamp-out-of-window'],
    ['one of 300,001 ms ago', hmac(), signed(String(NOW_MS - 300_001)), 'timestamp-out-of-window'],
    ['a signed time stamp that is no number', hmac(), signed('now'), 'timestamp-out-of-window'],
    [
      'a fresh time stamp on an old signature',
      hmac(),
      { ...signed('1929000000'), 'x-timestamp': NOW_SECONDS },
      'credential-wrong',
    ],
    [
      'a signature cut short',
      hmac(),
      { ...signed(), 'x-signature': sign(`${NOW_SECONDS}.${BODY}`).slice(0, 62) },
      'credential-wrong',
    ],
    [
      'a signature with more behind it',
      hmac(),
      { ...signed(), 'x-signature': `${sign(`${NOW_SECONDS}.${BODY}`)}zz` },
      'credential-wrong',
    ],
    ['another algorithm', hmac({ algorithm: 'sha512' }), signed(), 'credential-wrong'],
    ['another secret', hmac(), signed(NOW_SECONDS, BODY, 'invented-other-secret'), 'credential-wrong'],
    ['a signature over another body', hmac(), signed(NOW_SECONDS, '{}'), 'credential-wrong'],
  ])('refuses %s', async (_what, config, headers, reason) => {
    expect(await post(config, headers)).toMatchObject(refused(reason));
  });

  it('checks the bytes as they came, not the JSON that they mean', async () => {
    const sameJson = JSON.stringify(JSON.parse(BODY));
    expect(await post(hmac(), signed(NOW_SECONDS, BODY), BODY)).toMatchObject(passes);
    expect(await post(hmac(), signed(NOW_SECONDS, BODY), sameJson)).toMatchObject(refused('credential-wrong'));
    expect(await post(hmac(), signed(NOW_SECONDS, sameJson), BODY)).toMatchObject(refused('credential-wrong'));
  });
});

describe('every mode', () => {
  const configs: VapiAuthConfig[] = [
    { mode: 'secret', secrets },
    { mode: 'bearer', secrets, headerName: 'authorization' },
    {
      mode: 'hmac',
      secrets,
      signatureHeader: 'x-signature',
      timestampHeader: 'x-timestamp',
      algorithm: 'sha256',
      prefix: '',
      encoding: 'hex',
      includesTimestamp: true,
    },
  ];
  const wrong: Headers[] = [
    {},
    { 'x-vapi-secret': 'wrong' },
    { authorization: 'Bearer wrong' },
    { 'x-signature': 'wrong', 'x-timestamp': NOW_SECONDS },
    { 'x-signature': 'wrong', 'x-timestamp': '1' },
  ];

  it('refuses with the same answer to the byte, whatever was wrong', async () => {
    const answers: string[] = [];
    for (const config of configs) {
      for (const headers of wrong) {
        const { status, text, headers: answered } = await post(config, headers);
        expect(status).toBe(401);
        answers.push(JSON.stringify([text, answered]));
      }
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('problem+json');
  });

  it.each(configs)('refuses before it parses the body ($mode)', async (config) => {
    expect(await post(config, { 'content-type': 'text/plain' }, '{"half')).toMatchObject(refused('credential-missing'));
  });
});
