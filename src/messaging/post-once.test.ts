import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '../domain/secret';
import { createPostOnce } from './post-once';

let server: Server;
afterEach(
  () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
);

it('gives up when the time is over, and cannot say whether it arrived', async () => {
  let requests = 0;
  server = createServer(() => {
    requests += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
  const answer = await createPostOnce()({
    url: new Secret(url),
    contentType: 'application/json',
    body: new Secret('{}'),
    authorization: null,
    timeoutMs: 200,
  });
  expect(answer).toEqual({ kind: 'lost' });
  expect(requests).toBe(1);
});
