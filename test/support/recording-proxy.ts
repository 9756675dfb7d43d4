import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One exchange as it went over the wire. */
export interface Exchange {
  /** When the request arrived here, in epoch milliseconds. */
  readonly arrivedAtMs: number;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly requestText: string;
  /** Null when the other end gave no answer. */
  readonly status: number | null;
  readonly responseText: string;
}

export interface RecordingProxy {
  readonly baseUrl: string;
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** An HTTP wire to `target` that keeps everything that passes, whatever either end says of it. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const { origin, pathname } = new URL(target);
  const exchanges: Exchange[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const arrivedAtMs = Date.now();
      const url = new URL(incoming.url ?? '/', origin);
      const requestText = await textOf(incoming);
      const seen = {
        arrivedAtMs,
        method: incoming.method ?? '',
        path: url.pathname.slice(pathname.length),
        query: url.searchParams,
      };
      // What is compressed could not be read on the way.
      const { host: _own, connection: _hop, 'accept-encoding': _packed, ...headers } = incoming.headers;
      const forwarded = httpRequest(url, { method: seen.method, headers });
      forwarded.on('error', () => {
        exchanges.push({ ...seen, requestText, status: null, responseText: '' });
        outgoing.destroy();
      });
      forwarded.on('response', (answer) => {
        void (async () => {
          const status = answer.statusCode ?? 0;
          const responseText = await textOf(answer);
          exchanges.push({ ...seen, requestText, status, responseText });
          const { connection: _other, 'transfer-encoding': _coding, ...rest } = answer.headers;
          outgoing.writeHead(status, rest);
          outgoing.end(responseText);
        })().catch(() => outgoing.destroy());
      });
      forwarded.end(requestText);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}${pathname}`,
    exchanges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
