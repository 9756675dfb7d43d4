import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { phi } from '../domain/phi';
import { Secret } from '../domain/secret';
import { createLiveCalls, type LiveCallOutcome } from './live-calls';
import type { OneRequest } from './post-once';

const WORDS = phi('canary-words');
const NUMBER = '+12025550111';

interface Seen {
  readonly authorization: string | undefined;
  readonly body: string;
}

let answer: (res: ServerResponse, req: IncomingMessage) => void;
let seen: Seen[];
let server: Server;
let url: Secret;

beforeEach(async () => {
  seen = [];
  server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString()));
    req.on('end', () => {
      seen.push({ authorization: req.headers.authorization, body });
      answer(res, req);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = new Secret(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/canary-call/control`);
});
afterEach(
  () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
);

const allowed = { hosts: ['*.vapi.ai'], allowsLoopback: true };
const liveCalls = createLiveCalls({ allowed, publicKey: new Secret('invented-public-key') });

it('posts one system message, with the key', async () => {
  answer = (res) => res.end('{"status":"ok"}');
  const reply = await liveCalls.addMessage(url, WORDS);
  expect(reply).toMatchObject({
    outcome: 'told',
    exchange: { endpoint: '/control', method: 'POST', responseStatus: 200 },
  });
  expect(seen).toEqual([
    {
      authorization: 'Bearer invented-public-key',
      body: '{"type":"add-message","message":{"role":"system","content":"canary-words"},"triggerResponseEnabled":true}',
    },
  ]);
});

it.each<[string, (res: ServerResponse, req: IncomingMessage) => void, LiveCallOutcome]>([
  ['200 with nothing', (res) => res.end(), 'told'],
  ['200 with a complaint', (res) => res.end('{"message":["property x should not exist"]}'), 'refused'],
  ['404', (res) => res.writeHead(404).end(), 'call-over'],
  ['410', (res) => res.writeHead(410).end(), 'call-over'],
  ['401', (res) => res.writeHead(401).end(), 'refused'],
  ['502', (res) => res.writeHead(502).end(), 'unsure'],
  ['a cut connection', (_res, req) => req.socket.destroy(), 'unsure'],
])('%s', async (_what, how, outcome) => {
  answer = how;
  expect((await liveCalls.transfer(url, { number: NUMBER, extension: null, content: WORDS })).outcome).toBe(outcome);
  expect(seen).toHaveLength(1);
});

it('does not follow a redirect', async () => {
  answer = (res) => res.writeHead(307, { location: url.expose() }).end();
  expect((await liveCalls.addMessage(url, WORDS)).outcome).toBe('refused');
  expect(seen).toHaveLength(1);
});

it('knows that nothing was said where there is nobody to connect to', async () => {
  const nobody = new Secret('http://127.0.0.1:1/canary-call/control');
  const reply = await liveCalls.addMessage(nobody, WORDS);
  expect(reply).toMatchObject({ outcome: 'refused', exchange: { responseStatus: null } });
  expect(inspect(reply, { depth: null })).not.toMatch(/canary/);
});

it('asks nobody where the URL is not one that we post to', async () => {
  const asked: OneRequest[] = [];
  const post = (request: OneRequest) => {
    asked.push(request);
    return Promise.resolve({ kind: 'lost' } as const);
  };
  const guarded = createLiveCalls({ allowed, publicKey: null, post });
  const foreign = phi('https://node.vapi.ai.example/canary-call/control');
  expect(guarded.mayReach(foreign)).toBe(false);
  expect(await guarded.addMessage(foreign, WORDS)).toEqual({ outcome: 'refused', exchange: null });
  expect(asked).toEqual([]);

  const ours = phi('https://node.vapi.ai/canary-call/control');
  expect(guarded.mayReach(ours)).toBe(true);
  expect((await guarded.addMessage(ours, WORDS)).outcome).toBe('unsure');
  expect(asked).toHaveLength(1);
  expect(asked[0]?.timeoutMs).toBe(3_000);
  expect(inspect(asked, { depth: null })).not.toMatch(/canary/);
});
