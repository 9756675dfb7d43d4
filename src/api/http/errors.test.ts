import express, { type ErrorRequestHandler } from 'express';
import { answerMethodNotAllowed, answerNotFound, handleErrors } from './errors';
import { onLoopback } from './test-loopback';
import { sendProblem } from './problem';
import { assignRequestId, requestIdOf } from './request-id';

const CANARY = 'Canary Patient';

function makeApp() {
  const logged: unknown[][] = [];
  const app = express();
  // In `test` Express prints nothing of the errors that reach its own handler; elsewhere it does.
  app.set('env', 'development');
  app.use(assignRequestId(() => 'request-1'));
  app.get('/fails', () => {
    throw Object.assign(new Error(CANARY), { detail: CANARY });
  });
  app.get('/outside-status', () => {
    throw Object.assign(new Error(CANARY), { status: 404 });
  });
  app.get('/rejects', () => Promise.reject(new Error(CANARY)));
  app.get('/throws-text', () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a library may do this
    throw CANARY;
  });
  app.get('/half', (_req, res, next) => {
    res.status(200).write('half');
    next(new Error(CANARY));
  });
  app.get('/limited', (_req, res) => {
    sendProblem(res, 'rate-limited');
  });
  app.get('/id', (_req, res) => {
    res.json(requestIdOf(res));
  });
  app
    .route('/tools/:tool')
    .post((_req, res) => void res.end())
    .all(answerMethodNotAllowed('POST'));
  app.use(answerNotFound());
  app.use(handleErrors({ error: (...args: unknown[]) => void logged.push(args) }));
  return { app, logged };
}

async function ask(path: string, method = 'GET', headers: Record<string, string> = {}) {
  const { app, logged } = makeApp();
  return onLoopback(app, async (origin) => {
    const response = await fetch(`${origin}${path}`, { method, headers });
    return { status: response.status, headers: response.headers, text: await response.text(), logged };
  });
}

it('answers a problem as an RFC 9457 document', async () => {
  const { status, headers, text } = await ask('/limited');
  expect(status).toBe(429);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(JSON.parse(text)).toEqual({
    type: 'urn:parlae:problem:rate-limited',
    title: 'Too many requests',
    status: 429,
    detail: 'Try again later.',
  });
});

it.each([['/fails'], ['/rejects'], ['/throws-text'], ['/outside-status']])(
  'answers the unknown error of %s with 500 and nothing of it, and logs it once',
  async (path) => {
    const { status, text, headers, logged } = await ask(path);
    expect(status).toBe(500);
    expect(`${text}${JSON.stringify([...headers])}`).not.toContain(CANARY);
    expect(logged).toEqual([[{ err: expect.anything(), req: expect.anything() }, 'request failed']]);
  },
);

it('answers an unknown path with 404, the same for every path', async () => {
  const [one, two] = await Promise.all([ask('/nothing'), ask('/other?name=canary', 'POST')]);
  expect(one.status).toBe(404);
  expect(two.text).toBe(one.text);
});

it('answers an undecodable path with 400 and does not log it as ours', async () => {
  const { status, logged } = await ask('/tools/%ff', 'POST');
  expect(status).toBe(400);
  expect(logged).toEqual([]);
});

it('answers another method with 405 and names the ones allowed', async () => {
  const { status, headers } = await ask('/tools/search-patients', 'DELETE');
  expect(status).toBe(405);
  expect(headers.get('allow')).toBe('POST');
});

it('breaks the connection when half of an answer has gone out, and prints no error', async () => {
  const printed = jest.spyOn(console, 'error').mockImplementation();
  await expect(ask('/half')).rejects.toThrow();
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});

it('gives every answer a request id of ours and ignores the one that the caller sends', async () => {
  const { headers, text } = await ask('/id', 'GET', { 'x-request-id': CANARY });
  expect(headers.get('x-request-id')).toBe('request-1');
  expect(JSON.parse(text)).toBe('request-1');
});

it('knows no request id before one was given', () => {
  expect(requestIdOf({ locals: {} })).toBeNull();
});

it('has the four parameters by which Express knows an error handler', () => {
  const handler: ErrorRequestHandler = handleErrors({ error: jest.fn() });
  expect(handler).toHaveLength(4);
});
