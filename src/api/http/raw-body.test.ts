import { gzipSync } from 'node:zlib';
import express from 'express';
import { handleErrors } from './errors';
import { onLoopback } from './test-loopback';
import { parseJsonBody, rawBodyOf, readRawBody } from './raw-body';

const LIMIT_BYTES = 1_000;
const JSON_TYPE = { 'content-type': 'application/json' };

interface Answer {
  raw: string;
  parsed: unknown;
  status?: number;
}

/** Answers with the kept bytes as base64 and the parsed body. */
async function post(body: string | Uint8Array | undefined, headers: Record<string, string> = JSON_TYPE) {
  const logged = jest.fn();
  const app = express();
  app.post('/', readRawBody(LIMIT_BYTES), parseJsonBody(), (req, res) => {
    res.json({ raw: rawBodyOf(res).toString('base64'), parsed: req.body });
  });
  app.use(handleErrors({ error: logged }));
  return onLoopback(app, async (origin) => {
    const response = await fetch(origin, { method: 'POST', headers, ...(body !== undefined && { body }) });
    expect(logged).not.toHaveBeenCalled();
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: (await response.json()) as Answer,
    };
  });
}

it('keeps the bytes exactly as they came beside the parsed value', async () => {
  const text = '{ "b" : 1.0,\n "a":"\\u00e9é" }';
  const { status, body } = await post(text);
  expect(status).toBe(200);
  expect(Buffer.from(body.raw, 'base64').toString()).toBe(text);
  expect(body.parsed).toEqual({ b: 1, a: 'éé' });
});

it.each([['application/json; charset=utf-8'], ['application/vnd.api+json']])('reads %s', async (type) => {
  expect((await post('[]', { 'content-type': type })).body.parsed).toEqual([]);
});

it.each([
  ['half a document', '{"a":'],
  ['an empty body', ''],
  ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
])('answers %s with a 400 problem document', async (_what, sent) => {
  expect(await post(sent)).toMatchObject({ status: 400, type: 'application/problem+json', body: { status: 400 } });
});

it('answers a body at the limit, and one byte above it with 413', async () => {
  const atLimit = `"${'x'.repeat(LIMIT_BYTES - 2)}"`;
  expect((await post(atLimit)).status).toBe(200);
  expect(await post(`${atLimit} `)).toMatchObject({ status: 413, type: 'application/problem+json' });
});

it.each([['text/plain'], ['application/x-www-form-urlencoded']])('answers %s with 415', async (type) => {
  expect(await post('{}', { 'content-type': type })).toMatchObject({ status: 415, type: 'application/problem+json' });
});

it('refuses a compressed body, which could unpack to more than the limit', async () => {
  const response = await post(gzipSync('{}'), { ...JSON_TYPE, 'content-encoding': 'gzip' });
  expect(response).toMatchObject({ status: 415, type: 'application/problem+json' });
});

it('fails loudly where the bytes were not read before they are asked for', () => {
  expect(() => rawBodyOf({ locals: {} })).toThrow('readRawBody');
});
