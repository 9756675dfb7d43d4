import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PmsOffice } from '../domain/pms';
import { Secret } from '../domain/secret';
import { createLocalSecretStore } from '../secrets/local';
import type { SecretStore } from '../secrets/port';
import { createSikkaClient, type SikkaClient, type SikkaClientDeps } from './client';

/** For tests only: a real HTTP server that answers as the test says, and a client that talks to it. */

export interface SeenRequest {
  readonly method: string;
  /** Below the base URL, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** `reset` cuts the connection without an answer, `truncated` in the middle of one; `never` leaves the request open. */
export type ScriptedAnswer =
  | {
      readonly status: number;
      readonly json?: unknown;
      readonly text?: string;
      readonly headers?: Record<string, string>;
    }
  | 'reset'
  | 'truncated'
  | 'never';

export type Script = (request: SeenRequest) => ScriptedAnswer | Promise<ScriptedAnswer>;

export interface ScriptedServer {
  readonly baseUrl: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}

async function read(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '', 'http://sikka.invalid');
  return {
    method: request.method ?? '',
    path: url.pathname.replace(/^\/v4/, ''),
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  };
}

function write(response: ServerResponse, answer: ScriptedAnswer): void {
  if (answer === 'never') return;
  if (answer === 'reset') {
    response.destroy();
  } else if (answer === 'truncated') {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"items":[', () => response.destroy());
  } else {
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json)));
  }
}

export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const seen: SeenRequest[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const arrived = await read(request);
    seen.push(arrived);
    write(response, await script(arrived));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((failure: unknown) => response.destroy(failure as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/v4`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

export const OFFICE: PmsOffice = { accountId: 'acc-1', officeId: 'Z00001', practiceId: '1-1' };
export const SECRET_KEY = 'invented-secret-key';
export const APP_KEY = 'invented-app-key';

/** Sikka's own error body. */
export const sikkaError = (status: number, code: string): ScriptedAnswer => ({
  status,
  json: { http_code: String(status), http_code_desc: '', error_code: code, short_message: '', long_message: '' },
});
export const listOf = (...items: unknown[]): ScriptedAnswer => ({
  status: 200,
  json: { offset: '0', limit: '50', total_count: String(items.length), items },
});

export interface Rig {
  readonly server: ScriptedServer;
  readonly client: SikkaClient;
  readonly secrets: SecretStore;
  /** The requests that were not for a key. */
  readonly dataRequests: () => SeenRequest[];
  readonly keyRequests: () => SeenRequest[];
  /** Another process: its own memory, the same server and store. */
  readonly otherClient: (extra?: Partial<SikkaClientDeps>) => SikkaClient;
  readonly close: () => Promise<void>;
}

/** What a script answers on `/request_key` to leave the granting to the rig. */
export const GRANT_A_KEY: ScriptedAnswer = { status: 501 };

/** Keys are granted as they are asked for; everything else is the script's. */
export const withKeys =
  (script: Script): Script =>
  (request) =>
    request.path === '/request_key' ? GRANT_A_KEY : script(request);

/** A client with stored credentials. Keys that the rig grants are `request-key-1`, `request-key-2` and so on. */
export async function startRig(script: Script, now: () => Date = () => new Date('2031-03-04T12:00:00Z')): Promise<Rig> {
  let granted = 0;
  const server = await startScriptedServer(async (request) => {
    const answer = await script(request);
    if (request.path !== '/request_key' || answer !== GRANT_A_KEY) return answer;
    granted += 1;
    return {
      status: 200,
      json: {
        request_key: `request-key-${granted}`,
        refresh_key: `refresh-key-${granted}`,
        expires_in: '85000 second(s)',
        issued_to: OFFICE.officeId,
      },
    };
  });
  const folder = await mkdtemp(join(tmpdir(), 'parlae-sikka-'));
  const key = randomBytes(32);
  const secrets = createLocalSecretStore({
    file: join(folder, 'secrets.json'),
    keys: new Secret({ current: { id: 'k1', key }, all: new Map([['k1', key]]) }),
  });
  await secrets.storePracticeCredentials(OFFICE.accountId, {
    officeId: OFFICE.officeId,
    secretKey: new Secret(SECRET_KEY),
    requestKey: null,
    refreshKey: null,
    requestKeyExpiresAt: null,
  });
  const clients: SikkaClient[] = [];
  const otherClient = (extra: Partial<SikkaClientDeps> = {}): SikkaClient => {
    const deps = { baseUrl: server.baseUrl, appId: 'invented-app-id', appKey: new Secret(APP_KEY), secrets, now };
    const client = createSikkaClient({ ...deps, ...extra });
    clients.push(client);
    return client;
  };
  return {
    server,
    client: otherClient(),
    secrets,
    dataRequests: () => server.seen.filter(({ path }) => path !== '/request_key'),
    keyRequests: () => server.seen.filter(({ path }) => path === '/request_key'),
    otherClient,
    async close() {
      for (const client of clients) client.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
