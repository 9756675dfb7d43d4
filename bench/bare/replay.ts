import axios from 'axios';
import express, { type Response } from 'express';
import { z } from 'zod';
import { READY, runBare } from './run';

const environmentSchema = z.object({ PORT: z.coerce.number(), SIKKA_BASE_URL: z.url() });

interface Recorded {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Belong to one connection, or to the one body that they came with. */
const NOT_REPEATED = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

function repeat(response: Response, { status, headers, body }: Recorded): void {
  response.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
}

/**
 * A process of its own that asks Sikka once and gives every later reader of the same address the same bytes: a service
 * that takes no time, so that nothing hides what a client takes.
 */
runBare(() => {
  const { PORT, SIKKA_BASE_URL } = environmentSchema.parse(process.env);
  const { origin } = new URL(SIKKA_BASE_URL);
  const recorded = new Map<string, Recorded>();
  const sikka = axios.create({ responseType: 'arraybuffer', decompress: false, validateStatus: () => true });

  const app = express();
  app.disable('x-powered-by').use(express.raw({ type: () => true }));
  app.use(async (request, response) => {
    const known = request.method === 'GET' ? recorded.get(request.url) : undefined;
    if (known !== undefined) {
      repeat(response, known);
      return;
    }
    const { host: _host, 'content-length': _length, ...headers } = request.headers;
    const sent = Buffer.isBuffer(request.body) && request.body.length > 0 ? { data: request.body } : {};
    const answer = await sikka.request<Buffer>({
      method: request.method,
      url: `${origin}${request.url}`,
      headers,
      ...sent,
    });
    const kept = Object.entries(answer.headers).filter(([name]) => !NOT_REPEATED.has(name));
    const record = {
      status: answer.status,
      headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
      body: answer.data,
    };
    if (request.method === 'GET' && answer.status === 200) recorded.set(request.url, record);
    repeat(response, record);
  });
  app.listen(PORT, '127.0.0.1', () => {
    console.log(READY);
  });
  return Promise.resolve();
});
