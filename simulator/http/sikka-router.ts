import { setTimeout as wait } from 'node:timers/promises';
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import type { JournalEntry } from '../journal';
import type { World } from '../world';
import { sendBody, sendList } from './answer';
import { admit } from './auth';
import { failureWith, statement, tooManyRequests } from './errors';
import type { Reply, Route, SikkaRequest } from './reply';

const textOf = (request: Request): string => {
  const body: unknown = request.body;
  return typeof body === 'string' ? body : '';
};

const queryOf = (request: Request): URLSearchParams => new URL(request.originalUrl, 'http://simulator').searchParams;

const urlOf = (request: Request): string =>
  `http://${request.get('Host') ?? 'simulator'}${request.baseUrl}${request.path}`;

const jsonOrText = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

function record(world: World, request: Request, response: Response): void {
  const entry: JournalEntry = {
    method: request.method,
    path: request.path,
    at: world.now().toISOString(),
    status: null,
    ...(request.method === 'POST' && request.path === '/appointment' ? { body: jsonOrText(textOf(request)) } : {}),
  };
  world.journal.add(entry);
  response.once('finish', () => {
    entry.status = response.statusCode;
  });
}

/** The answer of a route, and the headers that come with every call made with a request key. */
function replyOf(world: World, route: Route | null, request: Request, response: Response): Reply {
  const fault = world.knobs.takeFault(request.method, request.path, null);
  if (fault !== null) return fault.status === 'reset' ? { kind: 'cut' } : failureWith(fault.status, fault.errorCode);
  const rate = world.rate.count(world.knobs.current['rate.limitPerMinute']);
  response.setHeader('X-Rate-Limit-Limit', String(rate.limit));
  response.setHeader('X-Rate-Limit-Remaining', String(rate.remaining));
  response.setHeader('X-Rate-Limit-Reset', String(rate.resetSeconds));
  if (rate.isExceeded) return tooManyRequests();
  if (route === null) return statement('API2009', 'Resource not found');
  const header: SikkaRequest['header'] = (name) => request.get(name) ?? '';
  const admission = admit(world, route.credentials, { header });
  if (admission.requestKey !== null) {
    response.setHeader('Request-Key-Expires', new Date(admission.requestKey.expiresAtMs).toUTCString());
  }
  if (!admission.ok) return admission.reply;
  return route.handle({ query: queryOf(request), header, text: textOf(request), requestKey: admission.requestKey });
}

async function serve(world: World, route: Route | null, request: Request, response: Response): Promise<void> {
  record(world, request, response);
  const { 'api.latencyMs': latencyMs } = world.knobs.current;
  if (latencyMs > 0) await wait(latencyMs);
  world.writes.settle();
  const reply = replyOf(world, route, request, response);
  switch (reply.kind) {
    case 'cut':
      request.socket.resetAndDestroy();
      return;
    case 'body':
      sendBody(response, reply, world.knobs.current);
      return;
    case 'list':
      sendList(response, reply, { query: queryOf(request) }, urlOf(request), world.knobs.current);
  }
}

/** A body that cannot be taken at all, such as one that is too long. */
const unreadable =
  (world: World): ErrorRequestHandler =>
  (_error: unknown, _request, response, _next) => {
    sendBody(response, statement('API1026', 'The request cannot be read'), world.knobs.current);
  };

/** The Sikka side of the simulator; everything that is not in the table answers 404 API2009. */
export function createSikkaRouter(world: World, routes: readonly Route[]): Router {
  const router = express.Router({ caseSensitive: true });
  router.use(express.text({ type: () => true, limit: '100kb' }));
  for (const route of routes) {
    router[route.method](route.path, (request, response) => serve(world, route, request, response));
  }
  router.use((request, response) => serve(world, null, request, response));
  router.use(unreadable(world));
  return router;
}
