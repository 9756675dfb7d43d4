import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A wire to Sikka whose gateway, when told to fail, repeats the whole request in its error page: keys, PHI and all. */
export interface EchoGateway {
  readonly baseUrl: string;
  /** From now on every request is answered so; null: passed on to Sikka again. */
  answerWith(status: number | null): void;
  /** All that has been repeated so far. */
  readonly echoed: readonly string[];
  close(): Promise<void>;
}

/** What belongs to one connection, or to the packing that `fetch` has undone. */
const NOT_PASSED_ON = ['connection', 'host', 'keep-alive', 'transfer-encoding', 'content-encoding', 'content-length'];

const passedOn = (headers: Iterable<[string, string]>): [string, string][] =>
  [...headers].filter(([name]) => !NOT_PASSED_ON.includes(name.toLowerCase()));

const headersOf = (request: IncomingMessage): [string, string][] =>
  Object.entries(request.headers).map(([name, value]) => [name, String(value)]);

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** @param sikkaBaseUrl with the version, such as `http://127.0.0.1:4002/v4` */
export async function startEchoGateway(sikkaBaseUrl: string): Promise<EchoGateway> {
  const { origin, pathname } = new URL(sikkaBaseUrl);
  const echoed: string[] = [];
  let failure: number | null = null;

  function echo(status: number, request: IncomingMessage, body: string, response: ServerResponse): void {
    const text = [`${String(request.method)} ${String(request.url)}`, JSON.stringify(request.headers), body].join('\n');
    echoed.push(text);
    const repeated = passedOn(headersOf(request)).map(([name, value]): [string, string] => [`x-echo-${name}`, value]);
    response.writeHead(status, { ...Object.fromEntries(repeated), 'content-type': 'text/html' });
    response.end(`<html><h1>Error</h1><pre>${text}</pre></html>`);
  }

  async function passOn(request: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
    const method = String(request.method);
    const answer = await fetch(`${origin}${String(request.url)}`, {
      method,
      headers: passedOn(headersOf(request)),
      ...(method === 'GET' || body === '' ? {} : { body }),
    });
    const text = await answer.text();
    response.writeHead(answer.status, Object.fromEntries(passedOn(answer.headers)));
    response.end(text);
  }

  const server = createServer((request, response) => {
    bodyOf(request)
      .then(async (body) => {
        if (failure === null) await passOn(request, body, response);
        else echo(failure, request, body, response);
      })
      .catch(() => request.socket.destroy()); // as Sikka's own wire has broken
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}${pathname}`,
    echoed,
    answerWith(status) {
      failure = status;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
