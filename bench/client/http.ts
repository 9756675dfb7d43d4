import { Agent, request } from 'node:http';

export interface TimedAnswer {
  readonly status: number;
  readonly body: string;
  /** From the call to the last byte of the answer. */
  readonly elapsedMs: number;
}

export interface HttpClient {
  get(url: string): Promise<TimedAnswer>;
  post(url: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<TimedAnswer>;
}

/** One kept connection per server and Node's own client: as little as can be beside what is measured. */
export function createHttpClient(): HttpClient {
  const agent = new Agent({ keepAlive: true });
  const send = (method: string, url: string, headers: Readonly<Record<string, string>>, body: string) =>
    new Promise<TimedAnswer>((resolve, reject) => {
      const startedAt = performance.now();
      const outgoing = request(url, { method, agent, headers }, (response) => {
        const chunks: string[] = [];
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const elapsedMs = performance.now() - startedAt;
          resolve({ status: response.statusCode ?? 0, body: chunks.join(''), elapsedMs });
        });
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  return {
    get: (url) => send('GET', url, {}, ''),
    post: (url, value, headers = {}) => {
      const body = JSON.stringify(value);
      const length = String(Buffer.byteLength(body));
      return send('POST', url, { 'Content-Type': 'application/json', 'Content-Length': length, ...headers }, body);
    },
  };
}

/** The milliseconds of an answer with 200; throws for any other, so that no failure counts as fast. */
export async function timeOk(answer: Promise<TimedAnswer>, what: string): Promise<number> {
  const { status, body, elapsedMs } = await answer;
  if (status !== 200) throw new Error(`${what} answered ${status}: ${body.slice(0, 200)}`);
  return elapsedMs;
}
