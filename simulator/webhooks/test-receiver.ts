import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

/** A listener for webhooks on a free port. For tests only. */
export interface TestReceiver {
  readonly url: string;
  readonly received: Received[];
  /** The statuses of the next answers; 202 when there are none left. */
  answerWith(...statuses: number[]): void;
  /** Settles when so many deliveries have come. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function openTestReceiver(): Promise<TestReceiver> {
  const received: Received[] = [];
  const statuses: number[] = [];
  let waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      received.push({ headers: request.headers, body });
      response.writeHead(statuses.shift() ?? 202).end();
      waiting = waiting.filter(({ count, resolve }) => {
        if (received.length >= count) resolve();
        return received.length < count;
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`,
    received,
    answerWith: (...next) => void statuses.push(...next),
    until: (count) =>
      received.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ count, resolve });
          }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
