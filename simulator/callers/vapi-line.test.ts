import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ScriptError } from './script';
import { createVapiLine, type DialledCall } from './vapi-line';

interface Arrived {
  readonly url: string | undefined;
  readonly secret: string | string[] | undefined;
  readonly body: { message: Record<string, unknown> };
}

let server: Server;
let arrived: Arrived[];
let answer: { status: number; body: unknown };

const read = async (request: IncomingMessage): Promise<Arrived['body']> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Arrived['body'];
};

beforeEach(async () => {
  arrived = [];
  server = createServer((request, response) => {
    void read(request).then((body) => {
      arrived.push({ url: request.url, secret: request.headers['x-vapi-secret'], body });
      response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function dial(signal = new AbortController().signal): DialledCall {
  let ms = 0;
  const line = createVapiLine({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    webhookSecret: 'a-secret-for-tests',
    now: () => new Date('2031-03-04T15:00:00Z'),
    clockMs: () => (ms += 7),
    signal,
  });
  return line('call-sample', '+16025550142');
}

const REQUEST = { tool: 'search-patients', toolCallId: 'call_1', arguments: { query: 'Sample' } } as const;
const results = (entry: object) => ({
  status: 200,
  body: { results: [{ toolCallId: 'call_1', name: 'x', ...entry }] },
});

describe('the line', () => {
  it("delivers a tool call with the secret to the tool's own address, and times it", async () => {
    answer = results({ result: 'OK: found.' });
    const call = dial();
    call.heard('user', 'Hello');
    await expect(call.ask(REQUEST)).resolves.toEqual({ text: 'OK: found.', durationMs: 7 });
    expect(arrived).toMatchObject([{ url: '/vapi/tools/search-patients', secret: 'a-secret-for-tests' }]);
    expect(arrived[0]?.body.message['artifact']).toMatchObject({ messages: [{ role: 'user', message: 'Hello' }] });
  });

  it('takes an error text for an answer like any other', async () => {
    answer = results({ error: 'NOT DONE: no.' });
    await expect(dial().ask(REQUEST)).resolves.toMatchObject({ text: 'NOT DONE: no.' });
  });

  it.each([
    ['an HTTP error', { status: 500, body: {} }],
    ['no results', { status: 200, body: { results: [] } }],
    ['a result that is no text', results({ result: { ok: true } })],
    ['both a result and an error', results({ result: 'OK: x', error: 'NOT DONE: x' })],
    ['the id of another tool call', results({ toolCallId: 'call_2', result: 'OK: x' })],
  ])('breaks the story off at %s, which Vapi could not use', async (_what, given) => {
    answer = given;
    await expect(dial().ask(REQUEST)).rejects.toThrow(ScriptError);
  });

  it('reports the end of the call to the common webhook', async () => {
    answer = { status: 200, body: {} };
    await dial().hangUp();
    expect(arrived).toMatchObject([{ url: '/vapi/webhook', body: { message: { type: 'end-of-call-report' } } }]);
  });

  it('gives a request up when the call is broken off', async () => {
    answer = results({ result: 'OK: found.' });
    await expect(dial(AbortSignal.abort()).ask(REQUEST)).rejects.toThrow(/abort/i);
    expect(arrived).toEqual([]);
  });
});
